// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.pack;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/** Which files of a folder a contract's {@code files} name. */
public final class Selection {
  private final List<String> globs;
  private final List<PathMatcher> matchers = new ArrayList<>();

  /** A selection by globs relative to the folder; none selects everything. */
  public Selection(List<String> globs) {
    this.globs = globs.stream().map(Selection::plain).toList();
    for (String glob : this.globs) {
      matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
    }
  }

  /** Whether this path is selected. */
  public boolean selects(String path) {
    Path candidate = Path.of(path);
    return matchers.isEmpty() || matchers.stream().anyMatch(one -> one.matches(candidate));
  }

  /** The globs that select none of these paths. */
  public List<String> idle(List<String> paths) {
    List<String> idle = new ArrayList<>();
    for (int at = 0; at < globs.size(); at++) {
      PathMatcher matcher = matchers.get(at);
      if (paths.stream().noneMatch(path -> matcher.matches(Path.of(path)))) {
        idle.add(globs.get(at));
      }
    }
    return idle;
  }

  private static String plain(String glob) {
    String plain = glob.startsWith("./") ? glob.substring(2) : glob;
    return plain.endsWith("/") ? plain + "**" : plain;
  }
}
