// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A piece of a text that begins with a line, and where its lines end. It is filled again. */
final class LineBlock {
  static final int SIZE = 1 << 20;

  /** Room for so many lines at first. */
  static final int LINES = 1 << 14;

  final byte[] bytes = new byte[SIZE];

  /** Where each line ends: at its line feed, or behind its last byte when it has none. */
  int[] ends = new int[LINES];

  /** How they begin. */
  final LineScan scan = new LineScan();

  /** How many lines there are. */
  int lines;

  /** How many bytes there are; behind the last line may stand the beginning of the next. */
  int filled;

  /** Whether the only line is longer than the block: its rest is left out. */
  boolean isCut;

  /** Whether no line feed ends the last line, because the text ends. */
  boolean isOpen;

  /** Whether nothing follows. */
  boolean isLast;

  /** Why nothing follows when that is not the end of the text. */
  @Nullable Throwable failure;

  void clear() {
    lines = 0;
    filled = 0;
    isCut = false;
    isOpen = false;
    isLast = false;
    failure = null;
  }

  void end(int at) {
    if (lines == ends.length) {
      ends = Arrays.copyOf(ends, 2 * lines);
      scan.grow(2 * lines);
    }
    scan.scan(bytes, lines, lines == 0 ? 0 : ends[lines - 1] + 1, at);
    ends[lines++] = at;
  }
}
