// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.clock;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.cgroup.Periods;
import dev.demarc.evidence.cgroup.Throttle;
import dev.demarc.evidence.cgroup.WatchedGroup;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Gaps between two readings of the clock that a quota makes: the clock is right. */
final class QuotaPausesClock implements ForensicRule {
  /** Hundredths of the periods, as for cpu-quota/throttled. */
  private static final int LEAST = 1;

  @Override
  public RuleId id() {
    return RuleId.of("clock/quota-pauses-clock");
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "Two readings of the clock lie far apart when the kernel stopped the process in between."
        + " Measured under a quota of 10 ms in 100 ms: gaps up to 97 ms, and the time that went by"
        + " on the monotonic clock is that of the wall.";
  }

  @Override
  public String fix() {
    return "Leave the clock alone and look at the quota: demarc explain cpu-quota/throttled.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence.of(Watch.class).flatMap(QuotaPausesClock::judge);
  }

  private static Stream<Judgement> judge(Watch watch) {
    Set<String> told = new HashSet<>();
    return WatchedGroup.of(watch).stream()
        .flatMap(group -> judge(group).stream())
        .filter(one -> told.add(one.subject().words()));
  }

  private static Optional<Judgement> judge(WatchedGroup in) {
    Optional<Throttle> worst = Throttle.worst(Throttle.of(in.watch(), in.chain()));
    Optional<Duration> held =
        worst.flatMap(one -> Throttle.held(in.watch(), in.chain().leaf(), one.isNow()));
    if (worst.isEmpty() || held.filter(Duration::isZero).isPresent()) {
      return Optional.empty();
    }
    Throttle throttle = worst.get();
    Periods measure = throttle.measure().orElseThrow();
    if (!measure.share().isAtLeast(LEAST)) {
      return Optional.empty();
    }
    String message =
        "The quota of "
            + WatchedGroup.brief(throttle.group().path())
            + " stopped the process in "
            + measure.share().words("periods")
            + ": gaps between two readings of the clock are these pauses.";
    return Optional.of(
        Judgement.found(
            in.subject(throttle.group()),
            message,
            new Sighting(
                "cgroup",
                "nr_throttled " + measure.throttled() + ", nr_periods " + measure.active(),
                in.spot(throttle.group().stat(), measure.line()))));
  }
}
