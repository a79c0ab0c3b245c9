// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lines of one sender: how many arrived, and when those were written that did not. */
final class Missing {
  /** Missing lines this close together, in microseconds, are of one window. */
  private static final long NEAR = 2_000_000;

  private static final int MOST = 512;

  private final List<long[]> windows = new ArrayList<>();
  long source;
  long arrived;
  long missing;
  private long beyond;

  void add(long micros, int count) {
    missing += count;
    long[] last = windows.isEmpty() ? null : windows.getLast();
    if (last != null && micros >= last[0] - NEAR && micros <= last[1] + NEAR) {
      last[0] = Math.min(last[0], micros);
      last[1] = Math.max(last[1], micros);
      last[2] += count;
    } else if (windows.size() < MOST) {
      windows.add(new long[] {micros, micros, count});
    } else {
      beyond += count;
    }
  }

  /** The windows of several senders, joined where they touch, by time. */
  static List<long[]> joined(List<Missing> all) {
    List<long[]> sorted = new ArrayList<>();
    all.forEach(one -> one.windows.forEach(window -> sorted.add(window.clone())));
    sorted.sort(Comparator.comparingLong(window -> window[0]));
    List<long[]> joined = new ArrayList<>();
    for (long[] window : sorted) {
      long[] last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && window[0] <= last[1] + NEAR) {
        last[1] = Math.max(last[1], window[1]);
        last[2] += window[2];
      } else {
        joined.add(window);
      }
    }
    return joined;
  }

  long beyond() {
    return beyond;
  }
}
