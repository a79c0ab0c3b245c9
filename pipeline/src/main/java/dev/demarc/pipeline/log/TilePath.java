// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.log;

import java.util.Locale;

/** Where a tile lies below the folder of a log (C2SP tlog-tiles). */
final class TilePath {
  /** Hashes, or entries, of a full tile. */
  static final int WIDTH = 256;

  private TilePath() {}

  /** Tile {@code number} of hashes at tile level {@code level}, holding {@code width} of them. */
  static String hashes(int level, long number, int width) {
    return "tile/" + level + "/" + named(number, width);
  }

  /** Tile {@code number} of entries, holding {@code width} of them. */
  static String entries(long number, int width) {
    return "tile/entries/" + named(number, width);
  }

  private static String named(long number, int width) {
    StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "%03d", number % 1000));
    for (long rest = number / 1000; rest > 0; rest /= 1000) {
      path.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    }
    return width == WIDTH ? path.toString() : path + ".p/" + width;
  }
}
