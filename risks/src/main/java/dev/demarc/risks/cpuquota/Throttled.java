// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.Decimal;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.cgroup.CgroupChain;
import dev.demarc.evidence.cgroup.CpuGroup;
import dev.demarc.evidence.cgroup.CpuStat;
import dev.demarc.evidence.cgroup.Periods;
import dev.demarc.evidence.cgroup.Throttle;
import dev.demarc.evidence.cgroup.Times;
import dev.demarc.evidence.cgroup.WatchedGroup;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.Listener;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The kernel stopped a group because its quota, or that of a group above, was used up. */
final class Throttled implements ForensicRule {
  private static final String KIND = "cgroup";

  private static final String EVER = "since the group began";

  /** Of a host, no more groups than these are said to be undecided. */
  private static final int MOST_OPEN = 3;

  @Override
  public RuleId id() {
    return RuleId.of("cpu-quota/throttled");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "When all threads of the group together have used the quota of a period, the kernel stops"
        + " every one of them until the next period: timers, the network poller and the collector"
        + " stop with them. No scheduler in the process sees or avoids it.";
  }

  @Override
  public String fix() {
    return "Raise the CPU limit, or remove it and keep the request. If bursts are short, allow a"
        + " burst of one quota (cpu.max.burst, cpu.cfs_burst_us) or a longer period with the same"
        + " share. Scheduler sysctls have no part in it.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Stream.concat(
        evidence.of(Watch.class).flatMap(watch -> ofWatch(watch).stream()),
        evidence.of(CpuStat.class).map(Throttled::ofFile));
  }

  private static List<Judgement> ofWatch(Watch watch) {
    List<WatchedGroup> groups = WatchedGroup.of(watch);
    boolean isHost = isHost(watch);
    List<Judgement> said = new ArrayList<>();
    Set<String> told = new HashSet<>();
    int limited = 0;
    int open = 0;
    for (WatchedGroup group : groups) {
      Judgement one = ofGroup(group, told);
      limited += group.chain().tightest().isPresent() ? 1 : 0;
      boolean isOpen = one instanceof Judgement.Open;
      open += isOpen ? 1 : 0;
      if (!isHost || one instanceof Judgement.Found || (isOpen && open <= MOST_OPEN)) {
        said.add(one);
      }
    }
    if (said.isEmpty() && !groups.isEmpty()) {
      said.add(
          Judgement.not(
              Subject.named("target", watch.target()),
              groups.size()
                  + " groups with processes, "
                  + limited
                  + " of them under a quota: none was stopped in 1 of 100 periods"));
    }
    return said;
  }

  /** Of a host only what is amiss is said, group by group. */
  private static boolean isHost(Watch watch) {
    return watch.target().equals("host");
  }

  /**
   * What is said of one group.
   *
   * @param told the groups that were found by way of another one below them
   */
  private static Judgement ofGroup(WatchedGroup in, Set<String> told) {
    CgroupChain chain = in.chain();
    List<Throttle> all = Throttle.of(in.watch(), chain);
    double seconds = in.watch().seconds();
    for (Throttle throttle : Throttle.worst(all).stream().toList()) {
      Optional<ThrottleVerdict> verdict = ThrottleVerdict.of(throttle, seconds);
      Optional<Severity> severity = verdict.flatMap(ThrottleVerdict::severity);
      Optional<Duration> held = Throttle.held(in.watch(), chain.leaf(), throttle.isNow());
      boolean isAbove = !throttle.group().equals(chain.leaf());
      if (severity.isPresent() && isAbove && held.filter(Duration::isZero).isPresent()) {
        return notHeld(in, throttle);
      }
      if (severity.isPresent()) {
        return told.add(throttle.group().folder())
            ? found(in, throttle, verdict.get(), severity.get(), held)
            : clear(in, all);
      }
    }
    Optional<CpuGroup> unread = chain.unread();
    if (unread.isPresent()) {
      return unread(in, unread.get());
    }
    Optional<Throttle> unclear =
        all.stream()
            .filter(one -> ThrottleVerdict.of(one, seconds).isEmpty())
            .filter(one -> one.ever().active() > 0)
            .filter(one -> one.ever().throttled() > 0 || !isHost(in.watch()))
            .findFirst();
    if (unclear.isPresent()) {
      return tooShort(in, unclear.get());
    }
    if (!chain.isWhole() && chain.tightest().isEmpty()) {
      return cutAbove(in);
    }
    return clear(in, all);
  }

  private static Judgement found(
      WatchedGroup in,
      Throttle throttle,
      ThrottleVerdict verdict,
      Severity severity,
      Optional<Duration> held) {
    CpuGroup group = throttle.group();
    Periods measure = verdict.measure();
    CpuGroup leaf = in.chain().leaf();
    String above = group.equals(leaf) ? "" : ", above " + WatchedGroup.brief(leaf.path()) + ",";
    String message =
        "The quota of "
            + WatchedGroup.brief(group.path())
            + above
            + " stopped the group in "
            + measure.share().words("periods")
            + " "
            + verdict.when()
            + ": "
            + Times.words(measure.stopped())
            + ", summed over processors.";
    String ever = counters(throttle.ever(), EVER);
    Optional<String> watched = throttle.watched().map(periods -> counters(periods, ofWatch(in)));
    String decides = throttle.isNow() ? watched.orElse(ever) : ever;
    Judgement.Found found =
        Judgement.found(in.subject(group), message, sighting(in, group, decides)).as(severity);
    if (watched.isPresent()) {
      found = found.with(sighting(in, group, throttle.isNow() ? ever : watched.get()));
    }
    if (group.quota().isPresent()) {
      found = found.with(quota(in, group));
    }
    if (held.isPresent() && !group.equals(leaf)) {
      found =
          found.with(
              new Sighting(
                  KIND,
                  "cpu.stat.local of "
                      + WatchedGroup.shown(leaf.path())
                      + ": held for "
                      + Times.words(held.get()),
                  in.spot(leaf.folder() + "/cpu.stat.local", 1)));
    }
    if (!throttle.isNow()) {
      found = found.next("whether it goes on, over 100 periods and more", longer(in));
    }
    return cost(in, group, found)
        .not(
            "cpu-quota/neighbour-contention",
            "the quota stopped the group; waiting threads of it count that time too")
        .next(
            "who uses the quota up",
            "find "
                + WatchedGroup.quoted(group.folder())
                + " -name cgroup.procs -exec cat {} + | xargs -r -n 1 ps -o pid=,pcpu=,nlwp=,comm= -p");
  }

  /** What one request costs is in no file of the kernel; the program may tell it. */
  private static Judgement.Found cost(WatchedGroup in, CpuGroup group, Judgement.Found found) {
    Optional<String> address =
        in.asked().isEmpty() || group.quota().isEmpty()
            ? Optional.empty()
            : ProcessTree.in(in.watch().last()).listeners(in.asked().getAsLong()).stream()
                .map(Listener::address)
                .filter(one -> one.startsWith("tcp "))
                .findFirst();
    return address
        .map(one ->
            found.next(
                "whether a request costs more than "
                    + Times.words(group.quota().orElseThrow().quota())
                    + " of CPU time, so that GOMAXPROCS cannot help: CPU seconds by requests, if this"
                    + " address serves metrics",
                "curl -s "
                    + one.substring(4)
                    + "/metrics | grep -E 'process_cpu_seconds_total|requests_total'"))
        .orElse(found);
  }

  private static String ofWatch(WatchedGroup in) {
    return "in the " + Decimal.fixed(in.watch().seconds(), 1) + " s of the watch";
  }

  private static Sighting quota(WatchedGroup in, CpuGroup group) {
    String file = group.limit().substring(group.limit().lastIndexOf('/') + 1);
    return new Sighting(
        KIND, file + ": " + group.quota().orElseThrow().words(), in.spot(group.limit(), 1));
  }

  private static Sighting sighting(WatchedGroup in, CpuGroup group, String text) {
    int line = group.periods().map(Periods::line).orElse(0);
    return new Sighting(KIND, text, in.spot(group.stat(), line));
  }

  private static String counters(Periods periods, String when) {
    String bursts = periods.bursts() == 0 ? "" : ", nr_bursts " + periods.bursts();
    return "nr_throttled "
        + periods.throttled()
        + ", nr_periods "
        + periods.active()
        + bursts
        + ", stopped "
        + Times.words(periods.stopped())
        + " "
        + when;
  }

  private static Judgement notHeld(WatchedGroup in, Throttle throttle) {
    CpuGroup leaf = in.chain().leaf();
    return Judgement.not(
        in.subject(leaf),
        "the quota of "
            + WatchedGroup.shown(throttle.group().path())
            + " stops others; this group was held 0 s by it",
        new Sighting(KIND, "throttled time 0", in.spot(leaf.folder() + "/cpu.stat.local", 1)));
  }

  private static Judgement clear(WatchedGroup in, List<Throttle> all) {
    Optional<Throttle> worst = Throttle.worst(all);
    if (worst.isEmpty()) {
      String what =
          in.chain().tightest().isPresent()
              ? "the group did not run in any period of its quota"
              : "no group from " + WatchedGroup.shown(in.chain().leaf().path()) + " up has a quota";
      return Judgement.not(in.subject(in.chain().leaf()), what);
    }
    Throttle one = worst.get();
    String what =
        "the worst group was stopped in " + one.measure().orElseThrow().share().words("periods");
    return Judgement.not(
        in.subject(in.chain().leaf()), what, sighting(in, one.group(), counters(one.ever(), EVER)));
  }

  private static Judgement tooShort(WatchedGroup in, Throttle throttle) {
    Judgement.Open open =
        Judgement.undecided(
            in.subject(throttle.group()),
            Undecided.Reason.TOO_SHORT,
            few(throttle.watched().orElse(throttle.ever())),
            "see more periods",
            longer(in));
    Sighting seen = sighting(in, throttle.group(), counters(throttle.ever(), EVER));
    return new Judgement.Open(
        open.subject(), open.reason(), open.message(), List.of(seen), open.next());
  }

  /** Too few to give a share of. */
  private static String few(Periods seen) {
    String were = seen.active() == 1 ? "1 period was" : seen.active() + " periods were";
    String what =
        seen.throttled() == 0
            ? " seen and the quota stopped the group in none of them"
            : seen.throttled() == seen.active()
                ? " seen and the quota stopped the group in "
                    + (seen.active() == 1 ? "it" : "all " + seen.active())
                : " seen and the quota stopped the group in " + seen.throttled() + " of them";
    return were + what + "; " + Throttle.FEWEST + " are wanted.";
  }

  private static String longer(WatchedGroup in) {
    return "demarc identify " + in.watch().target() + " --for 30s";
  }

  private static Judgement unread(WatchedGroup in, CpuGroup group) {
    boolean refused = group.reading() == CpuGroup.Reading.REFUSED;
    String what =
        switch (group.reading()) {
          case REFUSED -> " may not be read by this user";
          case MALFORMED -> " makes no sense";
          default -> " is not there: the group ended, or was not taken";
        };
    return Judgement.undecided(
        in.subject(group),
        refused ? Undecided.Reason.NOT_PERMITTED : Undecided.Reason.NOT_COLLECTED,
        "cpu.stat or the quota of " + WatchedGroup.shown(group.path()) + what + ".",
        "see the counters of every group",
        (refused ? "sudo " : "") + "grep -H . " + WatchedGroup.quoted(group.folder()) + "/cpu.*");
  }

  private static Judgement cutAbove(WatchedGroup in) {
    CpuGroup leaf = in.chain().leaf();
    String held =
        leaf.held()
            .filter(time -> !time.isZero())
            .map(time -> " cpu.stat.local says that it was held for " + Times.words(time) + ".")
            .orElse("");
    return Judgement.undecided(
        in.subject(leaf),
        Undecided.Reason.NOT_COLLECTED,
        "The groups above the container's own cannot be seen from inside, and a quota may be there."
            + held,
        "look from the host, by the pid that the process has there",
        "demarc identify host");
  }

  private static Judgement ofFile(CpuStat file) {
    Periods ever = file.periods();
    Subject subject = file.subject();
    Sighting seen = new Sighting("cpu.stat", counters(ever, EVER), file.spot());
    Optional<ThrottleVerdict> verdict = ThrottleVerdict.of(ever);
    if (verdict.isEmpty()) {
      return new Judgement.Open(
          subject,
          Undecided.Reason.TOO_SHORT,
          few(ever),
          List.of(seen),
          List.of(
              new dev.demarc.identify.NextStep(
                  "see more periods, of every group", "demarc identify host --for 30s")));
    }
    Optional<Severity> severity = verdict.get().severity();
    if (severity.isEmpty()) {
      return Judgement.not(subject, "stopped in " + ever.share().words("periods"), seen);
    }
    String message =
        "The quota stopped the group in "
            + ever.share().words("periods")
            + " since it began: "
            + Times.words(ever.stopped())
            + ", summed over processors.";
    return Judgement.found(subject, message, seen)
        .as(severity.get())
        .next(
            "whether it happens now, and by the quota of which group",
            "demarc identify host --for 30s");
  }
}
