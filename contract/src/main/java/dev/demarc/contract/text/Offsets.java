// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import java.util.Arrays;

/**
 * Leads from an offset in the text, as UTF-8, to the offset in the bytes that were given. Known at
 * points (starts of lines, repairs); between two points it walks.
 */
public final class Offsets {
  /** Says how many given bytes make so many bytes of UTF-8, from a point on. */
  @FunctionalInterface
  interface Walk {
    /**
     * Bytes that were given, from an offset on, for so many bytes of the text from its offset on.
     */
    long distance(long given, long text, long length);
  }

  /** Both are UTF-8 between the points. */
  static final Walk SAME = (given, text, length) -> length;

  private final Walk walk;
  private long[] text = new long[16];
  private long[] given = new long[16];
  private int size;

  Offsets(Walk walk) {
    this.walk = walk;
  }

  /** The text is the given bytes from an offset on. */
  static Offsets same() {
    Offsets offsets = new Offsets(SAME);
    offsets.point(0, 0);
    return offsets;
  }

  /** Adds a point; points come in order. */
  void point(long textOffset, long givenOffset) {
    if (size > 0 && text[size - 1] == textOffset) {
      given[size - 1] = givenOffset;
      return;
    }
    if (size == text.length) {
      text = Arrays.copyOf(text, size * 2);
      given = Arrays.copyOf(given, size * 2);
    }
    text[size] = textOffset;
    given[size++] = givenOffset;
  }

  /** The offset in the given bytes. */
  public long given(long textOffset) {
    int found = Arrays.binarySearch(text, 0, size, textOffset);
    if (found >= 0) {
      return given[found];
    }
    int before = Math.max(0, -found - 2);
    return given[before] + walk.distance(given[before], text[before], textOffset - text[before]);
  }
}
