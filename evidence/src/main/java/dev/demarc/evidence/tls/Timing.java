// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import java.time.Duration;
import java.util.Locale;

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
            + String.format(
                Locale.ROOT,
                ", p50 is %.1f round trips of %s",
                (double) median.toNanos() / trip,
                millis(roundTrip.median));
  }

  /** A duration in milliseconds, for people. */
  public static String millis(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    String form = millis >= 100 ? "%.0f ms" : millis >= 1 ? "%.1f ms" : "%.2f ms";
    return String.format(Locale.ROOT, form, millis);
  }
}
