// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import java.util.Arrays;

/** When a pair opened connections; the first 4,096, as long as there is room for all pairs. */
final class Opens {
  private static final int MOST = 4096;

  /** Longer after the end of one the next one has nothing to do with it. */
  private static final long LATEST = 300_000_000_000L;

  /** How many times may be kept over all pairs: 16 MB. */
  static final class Room {
    private int left = 1 << 21;
  }

  private final Room room;
  private long[] times = new long[4];
  private int count;

  Opens(Room room) {
    this.room = room;
  }

  /** Mostly in order: packets are. */
  void add(long at) {
    if (count == MOST || room.left == 0) {
      return;
    }
    room.left--;
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
    }
    int place = count;
    while (place > 0 && times[place - 1] > at) {
      times[place] = times[place - 1];
      place--;
    }
    times[place] = at;
    count++;
  }

  /** Nanoseconds from this time to the next connection; -1 when none follows. */
  long after(long at) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == count || times[low] - at > LATEST ? -1 : times[low] - at;
  }
}
