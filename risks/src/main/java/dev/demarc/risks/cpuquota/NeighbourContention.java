// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.Decimal;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.cgroup.CgroupChain;
import dev.demarc.evidence.cgroup.Periods;
import dev.demarc.evidence.cgroup.Share;
import dev.demarc.evidence.cgroup.Throttle;
import dev.demarc.evidence.cgroup.Times;
import dev.demarc.evidence.cgroup.WatchedGroup;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.scheduling.Scheduling;
import dev.demarc.evidence.scheduling.ThreadTimes;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Threads wait for a processor that other work has, and no quota is the cause. */
final class NeighbourContention implements ForensicRule {
  /** Of the time that threads ran or were ready to, at least so many hundredths waiting. */
  private static final int WAITING = 20;

  /** Waiting of all threads together, at least so many hundredths of the watch. */
  private static final int OF_WATCH = 5;

  /** A process that has so many hundredths of its processors waits for itself. */
  private static final int OWN = 80;

  /** In a shorter watch a single wait is too much of it. */
  private static final Duration SHORTEST = Duration.ofSeconds(3);

  /** A file of a bundle may say anything; nobody watches for a year. */
  private static final double LONGEST = 366.0 * 86_400;

  @Override
  public RuleId id() {
    return RuleId.of("cpu-quota/neighbour-contention");
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
    return "A thread that is ready and has no processor looks from inside the process as a throttled"
        + " one does. The counters of the quotas tell them apart; pressure (PSI) does not.";
  }

  @Override
  public String fix() {
    return "Give the group more weight (cpu.weight, a CPU request) or move other work away. Raising"
        + " the limit changes nothing here.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence.of(Watch.class).flatMap(watch -> judge(watch).stream());
  }

  private static Optional<Judgement> judge(Watch watch) {
    OptionalLong asked = WatchedGroup.asked(watch);
    if (asked.isEmpty()) {
      return Optional.empty(); // threads are looked at for a process
    }
    long pid = asked.getAsLong();
    Optional<CgroupChain> chain = WatchedGroup.chain(watch, pid);
    Optional<ThreadTimes> times = new Scheduling(watch.last(), pid).since(watch.first());
    OptionalInt processors = new Scheduling(watch.last(), pid).processors();
    if (chain.isEmpty() || times.isEmpty() || processors.isEmpty()) {
      return Optional.empty();
    }
    WatchedGroup in = new WatchedGroup(watch, chain.get(), asked);
    Subject subject = in.subject(chain.get().leaf());
    if (chain.get().unread().isPresent() || !chain.get().isWhole()) {
      return Optional.of(
          Judgement.undecided(
              subject,
              Undecided.Reason.NOT_COLLECTED,
              "Threads waited for "
                  + Times.words(times.get().waited())
                  + ", and a quota above that cannot be seen would look the same.",
              "look from the host, with the rights to see every group",
              "demarc identify host"));
    }
    if (watch.seconds() < SHORTEST.toSeconds()) {
      return Optional.of(
          Judgement.undecided(
              subject,
              Undecided.Reason.TOO_SHORT,
              "The watch of "
                  + Decimal.fixed(watch.seconds(), 1)
                  + " s is too short to say how long threads wait.",
              "look for longer",
              "demarc identify " + watch.target() + " --for 10s"));
    }
    return Optional.of(verdict(in, subject, pid, times.get(), processors.getAsInt()));
  }

  private static Judgement verdict(
      WatchedGroup in, Subject subject, long pid, ThreadTimes times, int processors) {
    Duration whole = Duration.ofMillis((long) (Math.min(in.watch().seconds(), LONGEST) * 1000));
    Share waiting = share(times.waited(), times.waited().plus(times.ran()));
    Share own = share(times.ran(), whole.multipliedBy(processors));
    String seen =
        "threads waited "
            + Times.words(times.waited())
            + " and ran "
            + Times.words(times.ran())
            + " in "
            + Times.words(whole);
    Sighting proof = new Sighting("proc", seen, in.spot("proc/" + pid + "/task", 0));
    boolean waits = waiting.isAtLeast(WAITING) && share(times.waited(), whole).isAtLeast(OF_WATCH);
    if (!waits) {
      return Judgement.not(subject, seen, proof);
    }
    if (isThrottled(in)) {
      return Judgement.not(
          subject, "a quota stopped it meanwhile, and that counts as waiting", proof);
    }
    if (own.isAtLeast(OWN)) {
      return Judgement.not(subject, "its own threads have the processors that it waits for", proof);
    }
    return Judgement.found(
            subject,
            "Its threads waited "
                + Times.words(times.waited())
                + " for a processor and ran "
                + Times.words(times.ran())
                + " in "
                + Times.words(whole)
                + "; no quota above it stopped anything.",
            proof)
        .not("cpu-quota/throttled", "nr_throttled did not grow on any group above")
        .next("who has the processors", "ps -eo pid,pcpu,ni,comm --sort=-pcpu | head -n 15");
  }

  private static boolean isThrottled(WatchedGroup in) {
    List<Throttle> all = Throttle.of(in.watch(), in.chain());
    return all.stream().anyMatch(one -> one.watched().map(Periods::throttled).orElse(1L) > 0);
  }

  private static Share share(Duration part, Duration whole) {
    return new Share(part.toMillis(), whole.toMillis());
  }
}
