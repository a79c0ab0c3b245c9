// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.Decimal;
import dev.demarc.evidence.cgroup.Periods;
import dev.demarc.evidence.cgroup.Share;
import dev.demarc.evidence.cgroup.Throttle;
import dev.demarc.identify.Severity;
import java.util.Optional;

/**
 * How bad a throttle is, and since when. What was measured behind the steps: a tenth of the periods
 * made the 99th percentile 2.7 times as long, four tenths 16 times, six tenths the median 6 times
 * (Go 1.26, 10 ms in 100 ms).
 *
 * @param severity what it comes to; empty when less than one period of a hundred was stopped
 * @param measure the periods that it is judged by
 * @param when words for the time they are of
 */
record ThrottleVerdict(Optional<Severity> severity, Periods measure, String when) {
  /** So few periods of the watch do not decide, but tell whether it goes on. */
  private static final long FEW = 20;

  /** Of a group that was watched. Empty when there are too few periods, or they contradict. */
  static Optional<ThrottleVerdict> of(Throttle throttle, double seconds) {
    Optional<Periods> decides = throttle.measure();
    if (decides.isEmpty()) {
      return Optional.empty();
    }
    Optional<Severity> all = step(decides.get().share());
    if (throttle.isNow()) {
      return Optional.of(new ThrottleVerdict(all, decides.get(), "in " + seconds(seconds)));
    }
    Optional<Periods> watched = throttle.watched().filter(seen -> seen.active() >= FEW);
    if (watched.isEmpty()) {
      boolean isIdle = throttle.watched().filter(seen -> seen.active() == 0).isPresent();
      Optional<Severity> before = all.map(ThrottleVerdict::earlier);
      return Optional.of(
          new ThrottleVerdict(
              isIdle ? before.map(ThrottleVerdict::idle) : before, decides.get(), EVER));
    }
    Share now = watched.get().share();
    if (all.isEmpty() && step(now).isPresent()) {
      return Optional.empty(); // it may have begun: more periods will tell
    }
    return Optional.of(new ThrottleVerdict(all.map(bad -> milder(bad, now)), decides.get(), EVER));
  }

  /** Of a file of counters, which tells no time. */
  static Optional<ThrottleVerdict> of(Periods ever) {
    return ever.active() < Throttle.FEWEST
        ? Optional.empty()
        : Optional.of(
            new ThrottleVerdict(step(ever.share()).map(ThrottleVerdict::earlier), ever, EVER));
  }

  private static final String EVER = "since the group began";

  private static Optional<Severity> step(Share share) {
    if (share.isAtLeast(50)) {
      return Optional.of(Severity.CRITICAL);
    }
    if (share.isAtLeast(25)) {
      return Optional.of(Severity.HIGH);
    }
    if (share.isAtLeast(5)) {
      return Optional.of(Severity.MEDIUM);
    }
    return share.isAtLeast(1) ? Optional.of(Severity.INFO) : Optional.empty();
  }

  /** Critical is what happens now, and counters since the beginning do not show that. */
  private static Severity earlier(Severity severity) {
    return severity == Severity.CRITICAL ? Severity.HIGH : severity;
  }

  /** A group that did nothing in the watch may be stopped when it does something. */
  private static Severity idle(Severity severity) {
    return severity.atLeast(Severity.MEDIUM) ? Severity.MEDIUM : severity;
  }

  /** What was seen while it was watched makes it no worse. */
  private static Severity milder(Severity ever, Share now) {
    Severity seen = step(now).orElse(Severity.INFO);
    return seen.compareTo(ever) > 0 ? seen : ever;
  }

  private static String seconds(double count) {
    return Decimal.fixed(count, 0) + " s";
  }
}
