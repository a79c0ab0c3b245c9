// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.Decimal;
import java.time.Duration;

/** Durations as people write them. */
public final class Times {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  private Times() {}

  /** Three digits and a unit: {@code 10 ms}, {@code 1.25 s}, {@code 50 µs}. */
  public static String words(Duration time) {
    if (time.toSeconds() >= 1000) {
      return time.toSeconds() + " s";
    }
    long nanos = time.toNanos();
    if (nanos >= SECOND) {
      return number((double) nanos / SECOND) + " s";
    }
    if (nanos >= MILLI) {
      return number((double) nanos / MILLI) + " ms";
    }
    return nanos >= MICRO ? number((double) nanos / MICRO) + " µs" : nanos + " ns";
  }

  private static String number(double value) {
    return Decimal.brief(value, value >= 100 ? 0 : 2);
  }
}
