// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import java.nio.file.Path;

/** Text as the caller can use it. */
public final class Shown {
  private Shown() {}

  /** A path relative to the caller's folder when it lies below it, else whole. */
  public static String path(Path path, Path cwd) {
    Path whole = path.toAbsolutePath().normalize();
    Path from = cwd.toAbsolutePath().normalize();
    if (whole.equals(from)) {
      return ".";
    }
    return whole.startsWith(from) ? from.relativize(whole).toString() : whole.toString();
  }

  /** A word that a POSIX shell reads as this text. */
  public static String word(String text) {
    return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
