// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When a pair opened connections; the first 4,096. */
final class Opens {
  private static final int MOST = 4096;

  /** Longer after the end of one the next one has nothing to do with it. */
  private static final long LATEST = 300_000_000_000L;

  private final TreeSet<Long> times = new TreeSet<>();

  void add(long at) {
    if (times.size() < MOST) {
      times.add(at);
    }
  }

  /** Nanoseconds from this time to the next connection; -1 when none follows. */
  long after(long at) {
    @Nullable Long next = times.higher(at);
    return next == null || next - at > LATEST ? -1 : next - at;
  }
}
