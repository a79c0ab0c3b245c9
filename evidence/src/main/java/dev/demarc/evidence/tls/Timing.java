// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import dev.demarc.evidence.Decimal;
import java.time.Duration;

/**
 * How long something took.
 *
 * @param count how often it was measured; 0 makes the rest 0
 */
public record Timing(int count, Duration median, Duration p99, Duration most) {
  /** In words: {@code p50 1.2 ms, p99 4.0 ms}; with the round trips in the median if known. */
  public String words(Timing roundTrip) {
    String text = "p50 " + millis(median) + ", p99 " + millis(p99);
    long trip = roundTrip.median.toNanos();
    return trip <= 0
        ? text
        : text
            + ", p50 is "
            + Decimal.fixed((double) median.toNanos() / trip, 1)
            + " round trips of "
            + millis(roundTrip.median);
  }

  /** A duration in milliseconds, for people. */
  public static String millis(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    return Decimal.fixed(millis, millis >= 100 ? 0 : millis >= 1 ? 1 : 2) + " ms";
  }
}
