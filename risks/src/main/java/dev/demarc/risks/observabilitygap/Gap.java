// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.observabilitygap;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.cgroup.CgroupTree;
import dev.demarc.evidence.cgroup.Throttle;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.evidence.process.ProgramKind;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the CPU time of a Go program's group says: who explains its swings, or why nobody can tell.
 * The bounds were set with a program of each kind, 44 steps of a second; between the kinds there is
 * a factor of three and more.
 */
record Gap(Watch watch, CpuShares shares, Answer answer) {
  /** Steps; a correlation of fewer is chance. */
  private static final int FEWEST = 20;

  /** Cores; below, ticks of 10 ms are a large part of what is measured. */
  private static final double IDLE = 0.05;

  private static final double SWING = 0.10;
  private static final double SWING_OF_MEAN = 0.3;
  private static final double GAP = 0.2;
  private static final double EXPLAINED = 0.5;
  private static final double LIVING = 0.6;
  private static final double CORRELATED = 0.8;
  private static final double NEARLY_ALL = 0.9;
  private static final double HALF = 0.5;

  /** The possible answers. */
  enum Answer {
    /** Fewer steps than wanted. */
    TOO_SHORT,
    /** Next to nothing is used. */
    IDLE,
    /** A quota cuts the peaks. */
    THROTTLED,
    /** No swing, or the Go program explains it. */
    NONE,
    /** Living children of another runtime. */
    FOREIGN_CHILD,
    /** Children that have ended. */
    SHORT_CHILD,
    /** Children that are Go too. */
    GO_CHILD,
    /** Something else in the group. */
    OTHER,
    /** Several of these, none of which has most of it. */
    MIXED
  }

  /** Of each Go program that is the oldest of its group. */
  static Stream<Gap> in(Evidence evidence) {
    return evidence
        .of(Watch.class)
        .flatMap(watch ->
            ProcessTree.in(watch.last()).all().stream()
                .filter(process -> watch.pids().contains(process.pid()))
                .filter(process -> process.program().kind() == ProgramKind.GO)
                .filter(process -> isFirst(ProcessTree.in(watch.last()), process))
                .flatMap(process -> CpuShares.of(watch, process).stream())
                .filter(shares -> !shares.usage().isTop())
                .map(shares -> new Gap(watch, shares, answer(watch, shares))));
  }

  private static boolean isFirst(ProcessTree tree, LiveProcess process) {
    String group = tree.cgroups(process);
    return tree.all().stream()
        .filter(other -> other.program().kind() == ProgramKind.GO)
        .filter(other -> tree.cgroups(other).equals(group))
        .noneMatch(other -> other.startTicks() < process.startTicks());
  }

  private static Answer answer(Watch watch, CpuShares shares) {
    if (shares.size() < FEWEST) {
      return Answer.TOO_SHORT;
    }
    Series group = shares.group();
    if (group.mean() < IDLE) {
      return Answer.IDLE;
    }
    if (isThrottled(watch, shares.process())) {
      return Answer.THROTTLED;
    }
    boolean swings = group.swing() >= SWING && group.swing() >= SWING_OF_MEAN * group.mean();
    if (!swings || shares.gap() < GAP || shares.explained() > EXPLAINED) {
      return Answer.NONE;
    }
    boolean together = group.correlation(shares.living()) >= CORRELATED;
    if (shares.livingShare() >= (together ? LIVING : NEARLY_ALL)) {
      return Answer.FOREIGN_CHILD;
    }
    if (shares.endedShare() >= HALF) {
      return Answer.SHORT_CHILD;
    }
    if (shares.livingGoShare() >= HALF) {
      return Answer.GO_CHILD;
    }
    return shares.otherShare() >= HALF ? Answer.OTHER : Answer.MIXED;
  }

  private static boolean isThrottled(Watch watch, LiveProcess process) {
    return CgroupTree.of(watch.last())
        .chain(process.pid())
        .map(chain -> Throttle.of(watch, chain))
        .orElse(List.of())
        .stream()
        .anyMatch(one -> one.watched().filter(periods -> periods.throttled() > 0).isPresent());
  }

  /** The figures of the whole time, in one line. */
  String figures() {
    return String.format(
        Locale.ROOT,
        "%d steps: group %.2f cores (swing %.2f), Go %.2f, living children %.2f (correlation %.2f), Go children %.2f,"
            + " ended children %.2f; not Go's %.0f %%, swing explained by Go %.0f %%",
        shares.size(),
        shares.group().mean(),
        shares.group().swing(),
        shares.own().mean(),
        shares.living().mean(),
        shares.group().correlation(shares.living()),
        shares.livingGo().mean(),
        shares.ended().mean(),
        100 * shares.gap(),
        100 * Math.max(0, shares.explained()));
  }

  /** What a file of the last look shows. */
  Sighting seen(String file, String text) {
    return new Sighting("proc", text, Spot.file(watch.name() + "/" + file).at(watch.last().at()));
  }

  /** The group's counter with the figures. */
  Sighting counted() {
    return seen(shares.usage().file(), figures());
  }

  /** Undecided or ruled out, for whoever asks about another answer than this one. */
  Optional<Judgement> otherwise(String what) {
    LiveProcess process = shares.process();
    String command = "demarc identify pid:" + process.pid() + " --for 60s --every 1s";
    return Optional.of(
        switch (answer) {
          case TOO_SHORT ->
              Judgement.undecided(
                  process.subject(),
                  Undecided.Reason.TOO_SHORT,
                  "%d steps of the CPU time of its group were seen, %d are wanted, from a minute after its start."
                      .formatted(shares.size(), FEWEST),
                  "who uses the CPU time of the group",
                  command);
          case IDLE ->
              Judgement.undecided(
                  process.subject(),
                  Undecided.Reason.TOO_SHORT,
                  "the group used %.2f cores: too little to tell who."
                      .formatted(shares.group().mean()),
                  "the same while there is load",
                  command);
          case THROTTLED ->
              Judgement.undecided(
                  process.subject(),
                  Undecided.Reason.AMBIGUOUS,
                  "a quota stopped the group meanwhile, which makes its CPU time flat.",
                  "how often the quota stopped it",
                  "grep -H . /" + shares.usage().file().replaceFirst("[^/]*$", "") + "cpu.stat");
          case NONE ->
              Judgement.not(
                  process.subject(),
                  shares.gap() < GAP
                      ? "the Go program itself uses the CPU time of its group: " + figures()
                      : "the CPU time of its group has no swing that Go does not explain: "
                          + figures(),
                  counted());
          case MIXED ->
              Judgement.undecided(
                  process.subject(),
                  Undecided.Reason.AMBIGUOUS,
                  "several share it and none has most: " + figures(),
                  "the same for a longer time",
                  "demarc identify pid:" + process.pid() + " --for 5min --every 1s");
          case GO_CHILD ->
              Judgement.not(
                  process.subject(),
                  "children that are Go too use it, and have metrics of their own: " + figures(),
                  counted());
          case FOREIGN_CHILD, SHORT_CHILD, OTHER ->
              Judgement.not(process.subject(), "it is not " + what + ": " + figures(), counted());
        });
  }
}
