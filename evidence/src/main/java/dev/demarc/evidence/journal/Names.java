// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Names that come again and again, as small numbers; after so many different ones, one for all. */
final class Names {
  /** No name. */
  static final int NONE = -1;

  /** What all names that are too many share. */
  static final int REST = 0;

  private static final int MOST = 4096;
  private static final int SLOTS = MOST * 4;

  private final int[] slots = new int[SLOTS];
  private final List<byte[]> names = new ArrayList<>(List.of(new byte[0]));
  private int last = REST;

  /** The number of a name, from 1; {@link #REST} when there are too many. */
  int index(byte[] bytes, int from, int to) {
    if (same(last, bytes, from, to) && last != REST) {
      return last;
    }
    long hash = (long) to - from;
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      hash = (hash ^ Bytes.eight(bytes, i)) * 0x9e3779b97f4a7c15L;
    }
    for (; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x9e3779b97f4a7c15L;
    }
    int slot = (int) (hash >>> 40) & (SLOTS - 1);
    while (slots[slot] != 0) {
      if (same(slots[slot], bytes, from, to)) {
        last = slots[slot];
        return last;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (names.size() >= MOST) {
      return REST;
    }
    last = names.size();
    slots[slot] = last;
    names.add(Arrays.copyOfRange(bytes, from, to));
    return last;
  }

  private boolean same(int index, byte[] bytes, int from, int to) {
    byte[] name = names.get(index);
    return Arrays.equals(name, 0, name.length, bytes, from, to);
  }

  /** How many numbers are in use, {@link #REST} included. */
  int size() {
    return names.size();
  }

  /** The name behind a number; unprintable bytes are question marks. */
  String name(int index) {
    if (index <= REST) {
      return index == REST ? "others" : "";
    }
    StringBuilder text = new StringBuilder();
    String raw = new String(names.get(index), StandardCharsets.UTF_8);
    raw.codePoints()
        .limit(120)
        .map(c -> Character.isISOControl(c) || c == 0xfffd ? '?' : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
