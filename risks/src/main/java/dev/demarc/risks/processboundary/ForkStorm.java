// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.evidence.process.ProgramKind;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Go program starts a process each second, all the time. */
final class ForkStorm implements ForensicRule {
  /** Seconds of watching that make a habit. */
  private static final double LONG = 30;

  /** Starts a second; what looks did not see comes on top. */
  private static final double OFTEN = 1;

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/fork-storm");
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
    return "Starting a process costs milliseconds of CPU time in the kernel and in the loader of the new program, for each"
        + " request again; an interpreter needs ten times as much before its first line.";
  }

  @Override
  public String fix() {
    return "Keep one process and send it work through a pipe or a socket, or do the work in Go; where it must be one each,"
        + " bound how many run at once.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence
        .of(Watch.class)
        .filter(watch -> watch.snapshots().size() > 1)
        .flatMap(watch -> judge(watch).stream());
  }

  private static List<Judgement> judge(Watch watch) {
    double seconds = watch.seconds();
    Map<Long, Map<String, LiveProcess>> born = new HashMap<>();
    for (Snapshot snapshot : watch.snapshots()) {
      for (LiveProcess process : ProcessTree.in(snapshot).all()) {
        boolean isNew = process.startTicks() / LiveProcess.TICKS > watch.first().uptime();
        if (isNew && !process.kernel()) {
          born.computeIfAbsent(process.parent(), key -> new HashMap<>())
              .put(process.pid() + "@" + process.startTicks(), process);
        }
      }
    }
    ProcessTree tree = ProcessTree.in(watch.last());
    return tree.all().stream()
        .filter(parent -> watch.pids().contains(parent.pid()))
        .filter(parent -> parent.program().kind() == ProgramKind.GO && !Supervisors.has(parent))
        .filter(parent -> parent.age() > seconds)
        .flatMap(parent ->
            judge(watch, parent, born.getOrDefault(parent.pid(), Map.of()), seconds).stream())
        .toList();
  }

  private static List<Judgement> judge(
      Watch watch, LiveProcess parent, Map<String, LiveProcess> born, double seconds) {
    if (seconds < LONG || born.isEmpty()) {
      return List.of();
    }
    double rate = born.size() / seconds;
    String figures = "%d starts seen in %s".formatted(born.size(), Component.seconds(seconds));
    if (rate < OFTEN) {
      return List.of(
          Judgement.not(
              parent.subject(),
              figures + " by " + watch.snapshots().size() + " looks, fewer than one a second",
              Component.seen(watch, "proc/" + parent.pid() + "/stat", parent.words())));
    }
    Judgement.Found found =
        Judgement.found(
            parent.subject(),
            "%s starts at least %.1f processes a second: %s, those that ended between two looks not counted."
                .formatted(parent.words(), rate, figures),
            Component.seen(
                watch, "proc/" + parent.pid() + "/stat", parent.words() + ", " + figures));
    for (LiveProcess child : born.values().stream().limit(2).toList()) {
      found = found.with(seen(watch, child));
    }
    return List.of(
        found.next(
            "which programs they are",
            "timeout 10 strace -f -e trace=execve -s 0 -p " + parent.pid()));
  }

  private static Sighting seen(Watch watch, LiveProcess child) {
    return new Sighting(
        "proc",
        "pid %d (%s) began %.1f s after boot"
            .formatted(child.pid(), child.command(), child.startTicks() / LiveProcess.TICKS),
        Spot.file(watch.name() + "/proc/" + child.pid() + "/stat"));
  }
}
