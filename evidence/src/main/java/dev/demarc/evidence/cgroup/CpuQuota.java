// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * So much processor time, summed over all processors, in each period.
 *
 * @param quota of processor time
 * @param period of wall time
 * @param burst what may be saved from periods that left some over
 */
public record CpuQuota(Duration quota, Duration period, Duration burst) {
  /** Longer than any that the kernel takes: its largest period is one second. */
  private static final long LARGEST_MICROS = 1L << 50;

  /** A quota of these numbers, in microseconds; empty when they make none. */
  static Optional<CpuQuota> ofMicros(long quota, long period, long burst) {
    boolean sound = quota > 0 && period > 0 && quota <= LARGEST_MICROS && period <= LARGEST_MICROS;
    return sound
        ? Optional.of(
            new CpuQuota(
                micros(quota),
                micros(period),
                micros(Math.max(0, Math.min(burst, LARGEST_MICROS)))))
        : Optional.empty();
  }

  private static Duration micros(long count) {
    return Duration.of(count, ChronoUnit.MICROS);
  }

  /** How many processors it comes to. */
  public Cpus cpus() {
    return new Cpus((double) quota.toNanos() / period.toNanos());
  }

  /** In words: {@code 10 ms in 100 ms (0.1 CPU)}. */
  public String words() {
    String saved = burst.isZero() ? "" : ", burst " + Times.words(burst);
    return Times.words(quota) + " in " + Times.words(period) + " (" + cpus().words() + saved + ")";
  }
}
