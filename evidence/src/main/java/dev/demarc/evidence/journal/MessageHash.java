// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

/**
 * A number that stands for a text, equal for what a shipper makes of it: without colour sequences,
 * and without blanks and line ends at the end.
 */
final class MessageHash {
  private static final int LONGEST = 64 << 10;
  private static final long PRIME = 0x100000001b3L;
  private static final long BASIS = 0xcbf29ce484222325L;

  private long hash;
  private long kept;
  private int colour;
  private char high;
  private int length;
  private int owed;
  private boolean odd;

  void begin() {
    length = 0;
    owed = 0;
    odd = false;
    hash = BASIS;
    kept = BASIS;
    colour = 0;
    high = 0;
  }

  /**
   * Whether the other side can have the same text: not empty, no longer than sinks take, UTF-8
   * without control characters, which they replace in ways of their own.
   */
  boolean isPlain() {
    return !odd && owed == 0 && kept != BASIS && length <= LONGEST;
  }

  private void look(byte b) {
    length++;
    if (b < 0) {
      boolean goesOn = (b & 0xc0) == 0x80;
      odd |= goesOn != owed > 0;
      owed = goesOn ? owed - 1 : (b & 0xe0) == 0xc0 ? 1 : (b & 0xf0) == 0xe0 ? 2 : 3;
    } else {
      odd |= owed > 0 || (b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != 0x1b);
    }
  }

  /** Adds one byte of UTF-8. */
  void add(byte b) {
    look(b);
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
      boolean goes = (b >= '0' && b <= '9') || b == ';' || b == '?' || b == ':';
      colour = goes ? 2 : 0;
      return;
    }
    hash = (hash ^ (b & 0xff)) * PRIME;
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
      add((byte) (0x80 | (code & 0x3f)));
    } else if (code < 0x10000) {
      add((byte) (0xe0 | code >> 12));
      add((byte) (0x80 | (code >> 6 & 0x3f)));
      add((byte) (0x80 | (code & 0x3f)));
    } else {
      add((byte) (0xf0 | code >> 18));
      add((byte) (0x80 | (code >> 12 & 0x3f)));
      add((byte) (0x80 | (code >> 6 & 0x3f)));
      add((byte) (0x80 | (code & 0x3f)));
    }
  }

  /** Of bytes of UTF-8. */
  MessageHash of(byte[] bytes, int from, int to) {
    begin();
    for (int i = from; i < to; i++) {
      add(bytes[i]);
    }
    return this;
  }

  long value() {
    long x = kept;
    x ^= x >>> 33;
    x *= 0xff51afd7ed558ccdL;
    return x ^ x >>> 33;
  }
}
