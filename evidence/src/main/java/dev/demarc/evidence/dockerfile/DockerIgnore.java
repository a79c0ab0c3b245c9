// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Place;
import java.util.List;

/**
 * A {@code .dockerignore} file.
 *
 * @param patterns in order; the last that matches a path decides
 */
public record DockerIgnore(String path, List<Pattern> patterns) {
  /** Copies the list. */
  public DockerIgnore {
    patterns = List.copyOf(patterns);
  }

  /**
   * One line.
   *
   * @param text without {@code !} and without slashes at its ends
   * @param excepts true for {@code !}: such paths come back in
   */
  public record Pattern(String text, boolean excepts, Place place) {}

  /**
   * True when a pattern names this path or a folder above it, literally, and none brings it back.
   */
  public boolean leavesOut(String file) {
    boolean out = false;
    for (Pattern pattern : patterns) {
      if (pattern.text().equals("*")
          || file.equals(pattern.text())
          || file.startsWith(pattern.text() + "/")) {
        out = !pattern.excepts();
      }
    }
    return out;
  }
}
