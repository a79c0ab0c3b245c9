// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names of functions and files, each kept once and known by a number; at most 65,535 of them. */
final class Names {
  static final int MOST = 1 << 16;
  private static final int LONGEST = 256;

  private int[] slots = new int[1 << 10];
  private byte[][] names = new byte[1 << 9][];
  private String[] texts = new String[1 << 9];
  private boolean[] runtime = new boolean[1 << 9];
  private int used = 1;
  private boolean isFull;

  Names() {
    texts[0] = "(one name too many)";
    names[0] = texts[0].getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The number of a name; 0 when there are too many. */
  int id(byte[] bytes, int from, int end) {
    int to = Math.min(end, from + LONGEST);
    int mask = slots.length - 1;
    int slot = hash(bytes, from, to) & mask;
    while (slots[slot] != 0) {
      byte[] name = names[slots[slot]];
      if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
        return slots[slot];
      }
      slot = slot + 1 & mask;
    }
    if (used == MOST) {
      isFull = true;
      return 0;
    }
    if (used == names.length) {
      grow();
      return id(bytes, from, end);
    }
    names[used] = Arrays.copyOfRange(bytes, from, to);
    texts[used] = new String(names[used], StandardCharsets.UTF_8);
    runtime[used] = texts[used].startsWith("runtime.");
    slots[slot] = used;
    return used++;
  }

  private void grow() {
    names = Arrays.copyOf(names, names.length * 2);
    texts = Arrays.copyOf(texts, names.length);
    runtime = Arrays.copyOf(runtime, names.length);
    slots = new int[names.length * 2];
    for (int i = 1; i < used; i++) {
      int slot = hash(names[i], 0, names[i].length) & slots.length - 1;
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = i;
    }
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    hash *= 0x9E3779B9;
    return hash ^ hash >>> 15;
  }

  /** Whether a name was refused. */
  boolean isFull() {
    return isFull;
  }

  String text(int id) {
    return texts[id];
  }

  /** Whether it is a function of package runtime itself. */
  boolean isRuntime(int id) {
    return runtime[id];
  }
}
