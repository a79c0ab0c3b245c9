// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.Arrays;

/**
 * What the lines of a block begin with, in the common form {@code 4711 10:00:00.000001 name(…}, and
 * which name that is. It depends on nothing before the line, so that the thread that reads ahead
 * can find it.
 */
final class LineScan {
  /** Where the name begins in the second half of a call: {@code <... name resumed>}. */
  static final byte[] BACK = Bytes.of("<... ");

  private static final boolean[] OF_NAME = ofName();

  /** The thread of each line. */
  int[] tids = new int[LineBlock.LINES];

  /** The time of day of each line, in microseconds. */
  long[] times = new long[LineBlock.LINES];

  /** Where the body of each line begins; -1 when the line has another form. */
  int[] bodies = new int[LineBlock.LINES];

  /** The name of each line, as {@link #name} gives it. */
  long[] names = new long[LineBlock.LINES];

  void grow(int lines) {
    tids = Arrays.copyOf(tids, lines);
    times = Arrays.copyOf(times, lines);
    bodies = Arrays.copyOf(bodies, lines);
    names = Arrays.copyOf(names, lines);
  }

  void scan(byte[] b, int line, int from, int to) {
    bodies[line] = -1;
    int i = from;
    int number = 0;
    while (i < to && b[i] >= '0' && b[i] <= '9' && i - from < 9) {
      number = number * 10 + (b[i] - '0');
      i++;
    }
    while (i < to && b[i] == ' ') {
      i++;
    }
    boolean isTime =
        i > from
            && to - i > 17
            && b[i + 2] == ':'
            && b[i + 5] == ':'
            && b[i + 8] == '.'
            && b[i + 15] == ' '
            && b[i + 16] != '('
            && b[i + 16] != '['
            && b[i + 16] != ' ';
    if (isTime) {
      int seconds = (two(b, i) * 60 + two(b, i + 3)) * 60 + two(b, i + 6);
      int below = two(b, i + 9) * 10_000 + two(b, i + 11) * 100 + two(b, i + 13);
      tids[line] = number;
      times[line] = seconds * 1_000_000L + below;
      bodies[line] = i + 16;
      names[line] = name(b, i + 16, to);
    }
  }

  private static int two(byte[] b, int at) {
    return (b[at] - '0') * 10 + (b[at + 1] - '0');
  }

  /** The name of the call in a body: its hash in the upper half, and where it ends. */
  static long name(byte[] b, int body, int to) {
    boolean[] isOfName = OF_NAME;
    int hash = 0;
    int i = body < to && b[body] == '<' ? Math.min(to, body + BACK.length) : body;
    while (i < to && isOfName[b[i] & 0xff]) {
      hash = hash * 31 + b[i];
      i++;
    }
    return (long) hash << 32 | i;
  }

  private static boolean[] ofName() {
    boolean[] is = new boolean[256];
    for (int c = 0; c < is.length; c++) {
      is[c] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '?';
    }
    return is;
  }
}
