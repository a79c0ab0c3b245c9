// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.evidence.process.ProgramKind;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.stream.Stream;

/** A Go program does not wait for children that have ended. */
final class ZombieChildren implements ForensicRule {
  /** Seconds for which the same zombie must be seen: a program may wait a little later. */
  private static final double LONG = 10;

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/zombie-children");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "A child that nobody waits for keeps its number and counts against the limit of processes; when that is"
        + " reached, nothing can be started any more, and the exit codes were never seen.";
  }

  @Override
  public String fix() {
    return "Call Wait for each Start, in a goroutine of its own if need be. As process 1 of a container, run under an"
        + " init (tini, docker run --init): children of others that end are handed over to it.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence
        .of(Watch.class)
        .flatMap(watch ->
            ProcessTree.in(watch.last()).all().stream()
                .filter(process -> watch.pids().contains(process.pid()))
                .filter(process -> process.program().kind() == ProgramKind.GO)
                .filter(process -> !Supervisors.has(process))
                .flatMap(process -> judge(watch, process)));
  }

  private static List<LiveProcess> zombies(Snapshot snapshot, LiveProcess parent) {
    return ProcessTree.in(snapshot).children(parent.pid()).stream()
        .filter(LiveProcess::isZombie)
        .toList();
  }

  private static Stream<Judgement> judge(Watch watch, LiveProcess parent) {
    List<LiveProcess> now = zombies(watch.last(), parent);
    if (now.isEmpty()) {
      // of a program that has other children it is worth saying
      boolean isAskedFor =
          !watch.target().equals("host")
              && (watch.snapshots().size() > 1
                  || !ProcessTree.in(watch.last()).children(parent.pid()).isEmpty());
      return !isAskedFor
          ? Stream.empty()
          : Stream.of(
              Judgement.not(
                  parent.subject(),
                  "it has no child that has ended and was not waited for",
                  Component.seen(watch, "proc/" + parent.pid() + "/stat", parent.words())));
    }
    double seconds = 0;
    LiveProcess lasting = now.getFirst();
    for (LiveProcess zombie : now) {
      double since = watch.last().uptime() - firstSeen(watch, zombie);
      if (since > seconds) {
        seconds = since;
        lasting = zombie;
      }
    }
    return Stream.of(
        seconds >= LONG
            ? found(watch, parent, now, lasting, seconds)
            : undecided(watch, parent, now, seconds));
  }

  /** Uptime of the first look that shows it as a zombie. */
  private static double firstSeen(Watch watch, LiveProcess zombie) {
    return watch.snapshots().stream()
        .filter(snapshot ->
            ProcessTree.in(snapshot)
                .process(zombie.pid())
                .filter(LiveProcess::isZombie)
                .filter(zombie::isSame)
                .isPresent())
        .findFirst()
        .map(Snapshot::uptime)
        .orElse(watch.last().uptime());
  }

  private static Judgement found(
      Watch watch, LiveProcess parent, List<LiveProcess> now, LiveProcess lasting, double seconds) {
    int before = zombies(watch.first(), parent).size();
    String growing = now.size() > before ? ", " + before + " at the first look" : "";
    boolean adopts = ProcessTree.in(watch.last()).innerPid(parent) == 1;
    String message =
        "%s has %d %s that ended and that it did not wait for%s; one of them for %s at least%s."
            .formatted(
                parent.words(),
                now.size(),
                now.size() == 1 ? "child" : "children",
                growing,
                Component.seconds(seconds),
                adopts ? " (as process 1 it inherits those of others too)" : "");
    Judgement.Found found = Judgement.found(parent.subject(), message, seen(watch, lasting));
    for (LiveProcess zombie : now.stream().filter(one -> !one.equals(lasting)).limit(2).toList()) {
      found = found.with(seen(watch, zombie));
    }
    return found.next(
        "whether they become more",
        "demarc identify pid:" + parent.pid() + " --for 60s --every 10s");
  }

  private static dev.demarc.evidence.capture.Sighting seen(Watch watch, LiveProcess zombie) {
    return Component.seen(
        watch,
        "proc/" + zombie.pid() + "/stat",
        "pid %d (%s), state Z, parent %d"
            .formatted(zombie.pid(), zombie.command(), zombie.parent()));
  }

  private static Judgement undecided(
      Watch watch, LiveProcess parent, List<LiveProcess> now, double seconds) {
    return new Judgement.Open(
        parent.subject(),
        Undecided.Reason.TOO_SHORT,
        "%s ended and %s not waited for%s: ten seconds tell a late Wait from a forgotten one."
            .formatted(
                now.size() == 1 ? "a child has" : now.size() + " children have",
                now.size() == 1 ? "was" : "were",
                seconds > 0 ? " within " + Component.seconds(seconds) : " yet"),
        List.of(seen(watch, now.getFirst())),
        List.of(
            new NextStep(
                "whether the same ones are still there",
                "demarc identify pid:" + parent.pid() + " --for 15s --every 5s")));
  }
}
