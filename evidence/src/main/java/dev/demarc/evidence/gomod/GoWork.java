// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gomod;

import dev.demarc.evidence.Inherited;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A go.work file: the modules below it that are built together. */
public record GoWork(String path, List<ModLine> lines) implements Inherited {
  /** Copies the lines. */
  public GoWork {
    lines = List.copyOf(lines);
  }

  /** The folder that it stands in; empty for the root of the input. */
  public String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** The {@code go} line. */
  public Optional<GoVersion> go() {
    return lines.stream()
        .filter(line -> line.verb().equals("go"))
        .findFirst()
        .map(line -> new GoVersion(line.word(0), line.place()));
  }

  /** The folders of its modules, relative to the root of the input. */
  public Stream<String> uses() {
    return lines.stream()
        .filter(line -> line.verb().equals("use"))
        .map(line -> join(folder(), line.word(0)));
  }

  private static String join(String folder, String used) {
    String path = used.startsWith("./") ? used.substring(2) : used;
    path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (path.isEmpty() || path.equals(".")) {
      return folder;
    }
    return folder.isEmpty() ? path : folder + "/" + path;
  }
}
