// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import java.util.Arrays;

/** The lines of one second that the other side has not shown yet: a multiset of hashes. */
final class Second {
  private static final int SMALLEST = 1 << 6;

  long second = Long.MIN_VALUE;
  private long[] keys = new long[SMALLEST];
  private int[] counts = new int[SMALLEST];
  private int[] senders = new int[SMALLEST];
  private long[] micros = new long[SMALLEST];
  private boolean[] used = new boolean[SMALLEST];
  private int size;

  /** Called for what is left of a second. */
  interface Left {
    void line(int sender, long micros, int count);
  }

  int size() {
    return size;
  }

  void clear(long next) {
    second = next;
    size = 0;
    if (keys.length > SMALLEST << 6) { // after a burst
      allocate(SMALLEST);
    } else {
      Arrays.fill(used, false);
    }
  }

  private void allocate(int slots) {
    keys = new long[slots];
    counts = new int[slots];
    senders = new int[slots];
    micros = new long[slots];
    used = new boolean[slots];
  }

  void add(long key, int sender, long at) {
    if (size * 4 > keys.length * 3) {
      grow();
    }
    int slot = slot(key);
    if (!used[slot]) {
      used[slot] = true;
      keys[slot] = key;
      counts[slot] = 0;
      senders[slot] = sender;
      micros[slot] = at;
      size++;
    }
    counts[slot]++;
  }

  /** The sender of a line like this one, which then counts as arrived; -1 when there is none. */
  int take(long key) {
    int slot = slot(key);
    if (!used[slot] || counts[slot] == 0) {
      return -1;
    }
    counts[slot]--;
    return senders[slot];
  }

  void left(Left to) {
    for (int i = 0; i < keys.length; i++) {
      if (used[i] && counts[i] > 0) {
        to.line(senders[i], micros[i], counts[i]);
      }
    }
  }

  private int slot(long key) {
    int slot = (int) (key ^ key >>> 32) & keys.length - 1;
    while (used[slot] && keys[slot] != key) {
      slot = slot + 1 & keys.length - 1;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    int[] oldSenders = senders;
    long[] oldMicros = micros;
    boolean[] oldUsed = used;
    allocate(oldKeys.length * 2);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldUsed[i]) {
        int slot = slot(oldKeys[i]);
        used[slot] = true;
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
        senders[slot] = oldSenders[i];
        micros[slot] = oldMicros[i];
      }
    }
  }
}
