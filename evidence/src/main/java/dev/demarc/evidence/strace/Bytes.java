// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.nio.charset.StandardCharsets;

/** Words in bytes. */
final class Bytes {
  private static final int DIGITS = 18;

  private Bytes() {}

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] b, int from, int to) {
    return to <= from ? "" : new String(b, from, to - from, StandardCharsets.ISO_8859_1);
  }

  static boolean starts(byte[] b, int from, int to, byte[] word) {
    if (to - from < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (b[from + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean ends(byte[] b, int from, int to, byte[] word) {
    return to - from >= word.length && starts(b, to - word.length, to, word);
  }

  static int find(byte[] b, int from, int to, byte what) {
    for (int i = from; i < to; i++) {
      if (b[i] == what) {
        return i;
      }
    }
    return -1;
  }

  /** Where a word begins, or -1. */
  static int find(byte[] b, int from, int to, byte[] word) {
    int last = to - word.length;
    for (int i = from; i <= last; i++) {
      if (b[i] == word[0] && starts(b, i, to, word)) {
        return i;
      }
    }
    return -1;
  }

  static boolean has(byte[] b, int from, int to, byte[] word) {
    return find(b, from, to, word) >= 0;
  }

  /** A decimal number of at most 18 digits; the digits behind are left out. */
  static long number(byte[] b, int from, int to) {
    long value = 0;
    int stop = Math.min(to, from + DIGITS);
    for (int i = from; i < stop && b[i] >= '0' && b[i] <= '9'; i++) {
      value = value * 10 + (b[i] - '0');
    }
    return value;
  }
}
