// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The paths of an input's files, relative to its root, sorted: those that are looked at, and not
 * what is left out by default. A fact of the whole input, for rules that ask whether a file is
 * there.
 */
public record Paths(NavigableSet<String> files) {
  /** Copies the set. */
  public Paths {
    files = new TreeSet<>(files);
  }

  /** True for a file of the input. */
  public boolean contains(String path) {
    return files.contains(path);
  }

  /** True when a file lies below the folder. */
  public boolean hasFolder(String folder) {
    String below = files.ceiling(folder + "/");
    return below != null && below.startsWith(folder + "/");
  }
}
