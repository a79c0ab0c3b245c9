// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The patterns of one {@code .gitignore}, or of another list that is written like one. */
final class IgnoreFile {
  private final int depth;
  private final List<IgnorePattern> patterns;

  private IgnoreFile(int depth, List<IgnorePattern> patterns) {
    this.depth = depth;
    this.patterns = patterns;
  }

  /**
   * Patterns that stand in a folder.
   *
   * @param depth how many folders lie above it; its patterns see the rest of a path
   */
  static IgnoreFile of(int depth, List<String> lines) {
    List<IgnorePattern> patterns = new ArrayList<>();
    lines.forEach(line -> IgnorePattern.of(line).ifPresent(patterns::add));
    return new IgnoreFile(depth, patterns.reversed());
  }

  /** A file that stands in a folder. */
  static IgnoreFile of(int depth, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return of(depth, Arrays.asList(text.split("\n", -1)));
  }

  /** The parts of a path, as patterns compare them. */
  static List<String> parts(String path) {
    return Arrays.asList(IgnorePattern.bytes(path).split("/", -1));
  }

  /** True to leave a path out, false to take it in whatever others say; the last line wins. */
  Optional<Boolean> leavesOut(List<String> path, boolean folder) {
    List<String> seen = path.subList(depth, path.size());
    for (IgnorePattern pattern : patterns) {
      if (pattern.matches(seen, folder)) {
        return Optional.of(!pattern.negated());
      }
    }
    return Optional.empty();
  }
}
