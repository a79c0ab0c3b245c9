// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.cgroup.CgroupChain;
import dev.demarc.evidence.cgroup.CpuGroup;
import dev.demarc.evidence.cgroup.CpuQuota;
import dev.demarc.evidence.cgroup.Periods;
import dev.demarc.evidence.cgroup.Throttle;
import dev.demarc.evidence.cgroup.Times;
import dev.demarc.evidence.cgroup.WatchedGroup;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RequestCost;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided.Reason;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One request costs as much processor time as the quota of a period, or more. */
final class QuotaUnderBurst implements ForensicRule {
  /** The kernel takes no longer period (kernel/sched/core.c, max_cfs_quota_period). */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  @Override
  public RuleId id() {
    return RuleId.of("cpu-quota/quota-under-burst");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "A request that works without waiting uses the quota up by itself and stands still until the next"
        + " period, on one thread as on sixteen. Measured: 12 ms under 10 ms of each 100 ms have a median of"
        + " 86 to 98 ms, whatever GOMAXPROCS is, and 15 ms without a quota.";
  }

  @Override
  public String fix() {
    return "Give the group more than a request costs in each period: a higher limit, a longer period with the"
        + " same share, or a burst. GOMAXPROCS does nothing for it.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Optional<Duration> cost = evidence.of(RequestCost.class).map(RequestCost::cpu).findFirst();
    return evidence
        .of(Watch.class)
        .filter(watch -> !watch.target().equals("host")) // requests are those of one service
        .flatMap(watch -> WatchedGroup.of(watch).stream())
        .flatMap(group -> judge(group, cost).stream());
  }

  private static Optional<Judgement> judge(WatchedGroup in, Optional<Duration> cost) {
    Optional<CpuGroup> least = least(in.chain());
    if (least.isEmpty()) {
      CpuGroup leaf = in.chain().leaf();
      return cost.map(stated ->
          isAllSeen(in)
              ? Judgement.not(in.subject(leaf), "no group on the way up has a quota")
              : cutAbove(in, leaf, stated, List.of()));
    }
    CpuGroup group = least.get();
    Optional<Throttle> stops =
        Throttle.of(in.watch(), in.chain()).stream()
            .filter(one -> one.group().equals(group))
            .findFirst();
    return stops.flatMap(one -> cost.isPresent() ? stated(in, one, cost.get()) : unstated(in, one));
  }

  private static boolean isAllSeen(WatchedGroup in) {
    return in.chain().isWhole() && in.chain().unread().isEmpty();
  }

  /** The group whose quota gives least in a period. */
  private static Optional<CpuGroup> least(CgroupChain chain) {
    return chain.groups().stream()
        .filter(group -> group.quota().isPresent())
        .min(Comparator.comparing(group -> group.quota().orElseThrow().quota()));
  }

  private static Optional<Judgement> stated(WatchedGroup in, Throttle stops, Duration cost) {
    CpuGroup group = stops.group();
    CpuQuota quota = group.quota().orElseThrow();
    if (cost.compareTo(quota.quota()) < 0) {
      return Optional.of(
          isAllSeen(in)
              ? Judgement.not(
                  in.subject(group),
                  "a request costs "
                      + Times.words(cost)
                      + ", and the least quota on the way up is "
                      + Times.words(quota.quota())
                      + " in each period",
                  limit(in, group))
              : cutAbove(in, group, cost, List.of(limit(in, group))));
    }
    Periods seen = seen(stops);
    boolean isHeld = isHeld(in, stops);
    if (seen.throttled() > 0 && isHeld) {
      return Optional.of(found(in, stops, cost));
    }
    boolean isShort = isHeld && seen.active() < Throttle.FEWEST;
    String counted =
        isShort
            ? "; only " + seen.active() + " periods in which it ran were seen."
            : isHeld
                ? ", and yet none of "
                    + seen.active()
                    + " periods used it up: its requests wait in between, or none came."
                : ", and yet this group was held 0 s by it: its requests wait in between, or none came.";
    return Optional.of(
        open(
            in.subject(group),
            isShort ? Reason.TOO_SHORT : Reason.AMBIGUOUS,
            "A request costs "
                + Times.words(cost)
                + ", no less than the quota of a period ("
                + Times.words(quota.quota())
                + ")"
                + counted,
            List.of(counters(in, group, seen), limit(in, group)),
            new NextStep(
                "look while requests come",
                "demarc identify "
                    + in.watch().target()
                    + " --for 30s --request-cpu "
                    + word(cost))));
  }

  private static Judgement found(WatchedGroup in, Throttle stops, Duration cost) {
    CpuGroup group = stops.group();
    CpuQuota quota = group.quota().orElseThrow();
    long waits = (cost.toNanos() - 1) / quota.quota().toNanos();
    boolean isCarried = cost.compareTo(quota.quota().plus(quota.burst())) <= 0;
    String effect =
        isCarried && !quota.burst().isZero()
            ? "only a burst that was saved carries it"
            : waits == 0
                ? "one alone uses it up"
                : "one alone is stopped "
                    + (waits == 1 ? "once" : waits + " times")
                    + ", whatever GOMAXPROCS is";
    Judgement.Found found =
        Judgement.found(
                in.subject(group),
                "A request costs "
                    + Times.words(cost)
                    + " of CPU time (as stated), and the quota of "
                    + WatchedGroup.brief(group.path())
                    + " is "
                    + quota.words()
                    + ": "
                    + effect
                    + ".",
                limit(in, group))
            .with(counters(in, group, seen(stops)))
            .not(
                "cpu-quota/gomaxprocs-over-quota",
                "one request on one thread uses the quota of a period up")
            .remedy(remedy(quota, cost));
    return isCarried && !quota.burst().isZero() ? found.as(Severity.LOW) : found;
  }

  /** What carries two requests at a time, and where the same share lies in the kernel's bounds. */
  private static String remedy(CpuQuota quota, Duration cost) {
    long times = cost.toNanos() / quota.quota().toNanos() + 1;
    Duration period = quota.period().multipliedBy(times);
    String longer =
        period.compareTo(LONGEST) <= 0
            ? ", or the same share in a longer period ("
                + Times.words(quota.quota().multipliedBy(times))
                + " in "
                + Times.words(period)
                + ")"
            : "";
    // a burst is no more than a quota (kernel/sched/core.c, tg_set_cfs_bandwidth)
    boolean isEnough = quota.burst().isZero() && cost.compareTo(quota.quota().multipliedBy(2)) < 0;
    String burst = isEnough ? ", or a burst of " + Times.words(quota.quota()) : "";
    return "Give it more than "
        + Times.words(cost)
        + " in each period: a higher limit"
        + longer
        + burst
        + "; or make the request cheaper. GOMAXPROCS does nothing for it.";
  }

  /** Whether a quota above stops this group too, and not only others below it. */
  private static boolean isHeld(WatchedGroup in, Throttle stops) {
    CpuGroup leaf = in.chain().leaf();
    return stops.group().equals(leaf)
        || Throttle.held(in.watch(), leaf, stops.isNow()).filter(Duration::isZero).isEmpty();
  }

  /** Those of the watch when they are enough or tell of a stop, else those since it began. */
  private static Periods seen(Throttle stops) {
    return stops.watched().filter(now -> stops.isNow() || now.throttled() > 0).orElse(stops.ever());
  }

  private static Optional<Judgement> unstated(WatchedGroup in, Throttle stops) {
    CpuGroup group = stops.group();
    Optional<Severity> bad =
        ThrottleVerdict.of(stops, in.watch().seconds()).flatMap(ThrottleVerdict::severity);
    if (bad.isEmpty() || !isHeld(in, stops)) {
      return Optional.empty();
    }
    String least = Times.words(group.quota().orElseThrow().quota());
    List<NextStep> next = new ArrayList<>();
    next.add(RequestMeasure.of(in));
    next.add(
        new NextStep(
            "say what it came to",
            "demarc identify " + in.watch().target() + " --request-cpu 12ms"));
    return Optional.of(
        new Judgement.Open(
            in.subject(group),
            Reason.NOT_COLLECTED,
            "The quota of "
                + WatchedGroup.brief(group.path())
                + " stops the group; whether one request costs "
                + least
                + " or more, so that no GOMAXPROCS helps, is in no file of the kernel.",
            List.of(limit(in, group), counters(in, group, seen(stops))),
            next));
  }

  private static Judgement cutAbove(
      WatchedGroup in, CpuGroup group, Duration cost, List<Sighting> seen) {
    return open(
        in.subject(group),
        Reason.NOT_COLLECTED,
        "A request costs "
            + Times.words(cost)
            + (seen.isEmpty() ? ", and no quota is seen" : ", less than any quota that is seen")
            + "; not all groups above can be.",
        seen,
        new NextStep(
            "look from the host, as root, by the pid that the process has there",
            "demarc identify pid:N --request-cpu " + word(cost)));
  }

  private static Judgement open(
      Subject subject, Reason reason, String message, List<Sighting> seen, NextStep next) {
    return new Judgement.Open(subject, reason, message, seen, List.of(next));
  }

  private static String word(Duration cost) {
    return cost.toNanos() % 1_000_000 == 0 ? cost.toMillis() + "ms" : cost.toNanos() / 1000 + "us";
  }

  private static Sighting limit(WatchedGroup in, CpuGroup group) {
    String file = group.limit().substring(group.limit().lastIndexOf('/') + 1);
    return new Sighting(
        "cgroup", file + ": " + group.quota().orElseThrow().words(), in.spot(group.limit(), 1));
  }

  private static Sighting counters(WatchedGroup in, CpuGroup group, Periods seen) {
    return new Sighting(
        "cgroup",
        "stopped in " + seen.share().words("periods"),
        in.spot(group.stat(), seen.line()));
  }
}
