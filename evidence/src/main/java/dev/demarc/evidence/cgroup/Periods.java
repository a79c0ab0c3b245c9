// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What the kernel counted of the periods of a quota: cpu.stat. Only periods in which the group ran
 * are counted. The throttled time is a sum over processors, so that it can be more than the wall's.
 *
 * @param active periods in which the group ran
 * @param throttled those of them in which the kernel stopped it
 * @param stopped how long, summed over processors
 * @param bursts periods that used what was saved
 * @param line of nr_throttled in the file, from 1
 */
public record Periods(long active, long throttled, Duration stopped, long bursts, int line) {
  /** The counters of a cpu.stat; empty when it has none, as without the controller. */
  static Optional<Periods> of(StatFile stat) {
    if (stat.value("nr_periods").isEmpty() || stat.value("nr_throttled").isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> stopped = stopped(stat);
    if (stopped.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Periods(
            stat.value("nr_periods", 0),
            stat.value("nr_throttled", 0),
            stopped.get(),
            stat.value("nr_bursts", 0),
            stat.line("nr_throttled")));
  }

  /** The throttled time of either version. */
  static Optional<Duration> stopped(StatFile stat) {
    if (stat.value("throttled_time").isPresent()) {
      return Optional.of(Duration.ofNanos(stat.value("throttled_time", 0)));
    }
    return stat.value("throttled_usec").isPresent()
        ? Optional.of(Duration.of(stat.value("throttled_usec", 0), ChronoUnit.MICROS))
        : Optional.empty();
  }

  /** What came since; empty when a counter went back, as when a group was made anew. */
  public Optional<Periods> since(Periods earlier) {
    boolean grew =
        active >= earlier.active
            && throttled >= earlier.throttled
            && stopped.compareTo(earlier.stopped) >= 0
            && bursts >= earlier.bursts;
    return grew
        ? Optional.of(
            new Periods(
                active - earlier.active,
                throttled - earlier.throttled,
                stopped.minus(earlier.stopped),
                bursts - earlier.bursts,
                line))
        : Optional.empty();
  }

  /** The throttled ones of all. */
  public Share share() {
    return new Share(throttled, active);
  }
}
