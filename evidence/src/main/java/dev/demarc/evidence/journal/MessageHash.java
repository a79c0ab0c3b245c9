// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

/**
 * A number that stands for a text, equal for what a shipper makes of it: without colour sequences,
 * and without blanks and line ends at the end.
 */
final class MessageHash {
  private static final long PRIME = 0x100000001b3L;
  private static final long BASIS = 0xcbf29ce484222325L;

  private long hash;
  private long kept;
  private int colour;
  private char high;

  void begin() {
    hash = BASIS;
    kept = BASIS;
    colour = 0;
    high = 0;
  }

  /** Adds one byte of UTF-8. */
  void add(byte b) {
    if (colour == 0 && b == 0x1b) {
      colour = 1;
      return;
    }
    if (colour == 1) {
      colour = b == '[' ? 2 : 0;
      if (colour == 2) {
        return;
      }
    } else if (colour == 2) {
      boolean goes = b >= '0' && b <= '9' || b == ';' || b == '?' || b == ':';
      colour = goes ? 2 : 0;
      return;
    }
    hash = (hash ^ b & 0xff) * PRIME;
    if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
      kept = hash;
    }
  }

  /** Adds one unit of UTF-16, of which two may make one character. */
  void addUnit(char unit) {
    if (Character.isHighSurrogate(unit)) {
      high = unit;
      return;
    }
    int code =
        high != 0 && Character.isLowSurrogate(unit) ? Character.toCodePoint(high, unit) : unit;
    high = 0;
    if (code < 0x80) {
      add((byte) code);
    } else if (code < 0x800) {
      add((byte) (0xc0 | code >> 6));
      add((byte) (0x80 | code & 0x3f));
    } else if (code < 0x10000) {
      add((byte) (0xe0 | code >> 12));
      add((byte) (0x80 | code >> 6 & 0x3f));
      add((byte) (0x80 | code & 0x3f));
    } else {
      add((byte) (0xf0 | code >> 18));
      add((byte) (0x80 | code >> 12 & 0x3f));
      add((byte) (0x80 | code >> 6 & 0x3f));
      add((byte) (0x80 | code & 0x3f));
    }
  }

  /** Of bytes of UTF-8. */
  long of(byte[] bytes, int from, int to) {
    begin();
    for (int i = from; i < to; i++) {
      add(bytes[i]);
    }
    return value();
  }

  long value() {
    long x = kept;
    x ^= x >>> 33;
    x *= 0xff51afd7ed558ccdL;
    return x ^ x >>> 33;
  }
}
