// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.observabilitygap;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.cgroup.CgroupChain;
import dev.demarc.evidence.cgroup.CgroupTree;
import dev.demarc.evidence.cgroup.CpuUsage;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.evidence.process.ProgramKind;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Go program with busy children of another runtime, whose group counts the CPU time of others
 * too: no share can be told, but what the processes themselves used can.
 *
 * @param process the Go program at the last look
 * @param children those that used CPU time between the first look and the last, the most first
 */
record SharedGroup(Watch watch, LiveProcess process, List<User> children) {
  /** Cores of all children together; below, it is not worth asking. */
  private static final double BUSY = 0.1;

  private static final int MOST_NAMED = 3;

  /**
   * A child, or a child of one.
   *
   * @param cores that it used, on the mean
   */
  record User(LiveProcess process, double cores) {}

  SharedGroup {
    children = List.copyOf(children);
  }

  /** All of them whose children are busy; one look alone tells nothing. */
  static Stream<SharedGroup> in(Evidence evidence) {
    return evidence.of(Watch.class).filter(watch -> watch.seconds() > 0).flatMap(SharedGroup::in);
  }

  private static Stream<SharedGroup> in(Watch watch) {
    ProcessTree last = ProcessTree.in(watch.last());
    ProcessTree first = ProcessTree.in(watch.first());
    return last.all().stream()
        .filter(process -> watch.pids().contains(process.pid()))
        .filter(process -> process.program().kind() == ProgramKind.GO)
        .filter(process -> first.process(process.pid()).filter(process::isSame).isPresent())
        .filter(
            process -> CpuUsage.of(watch.last(), process.pid()).stream().allMatch(CpuUsage::isTop))
        .map(process -> new SharedGroup(watch, process, children(watch, last, process)))
        .filter(group -> group.busy() >= BUSY);
  }

  private static List<User> children(Watch watch, ProcessTree last, LiveProcess process) {
    return last.descendants(process.pid()).stream()
        .filter(child -> child.program().kind().isForeign() && !child.terminal())
        .filter(child -> last.cgroups(child).equals(last.cgroups(process)))
        .filter(child -> isOf(last, child, process))
        .map(child -> new User(child, cores(watch, child)))
        .filter(user -> user.cores() > 0)
        .sorted((one, other) -> Double.compare(other.cores(), one.cores()))
        .toList();
  }

  /** Whether no other Go program stands between. */
  private static boolean isOf(ProcessTree tree, LiveProcess child, LiveProcess process) {
    return tree.ancestors(child).stream()
        .filter(one -> one.program().kind() == ProgramKind.GO)
        .findFirst()
        .filter(process::isSame)
        .isPresent();
  }

  private static double cores(Watch watch, LiveProcess now) {
    long before = before(watch, now).map(LiveProcess::ticks).orElse(0L);
    return (now.ticks() - before) / LiveProcess.TICKS / watch.seconds();
  }

  private static Optional<LiveProcess> before(Watch watch, LiveProcess now) {
    return ProcessTree.in(watch.first()).process(now.pid()).filter(now::isSame);
  }

  private double busy() {
    return children.stream().mapToDouble(User::cores).sum();
  }

  /** What is missing, what was seen all the same, and how to get the rest. */
  Judgement undecided() {
    return new Judgement.Open(
        process.subject(),
        Undecided.Reason.NOT_COLLECTED,
        "%s: the CPU time of %s cannot be told from others'; run in a group of its own (systemd-run --scope PROGRAM) it can."
            .formatted(why(), process.words()),
        List.of(
            new Sighting(
                "proc",
                figures(),
                Spot.file(watch.name() + "/proc/" + process.pid() + "/stat")
                    .at(watch.last().at()))),
        List.of(
            new NextStep(
                "the CPU time of each of them, without the group",
                "top -b -d 5 -n 2 -p " + pids())));
  }

  private String why() {
    if (CpuUsage.of(watch.last(), process.pid()).isEmpty()) {
      return "No counter of CPU time was seen for its group";
    }
    boolean isWhole =
        CgroupTree.of(watch.last()).chain(process.pid()).filter(CgroupChain::isWhole).isPresent();
    return isWhole
        ? "Its group is the one at the top, which it shares with the whole host"
        : "Its group is the one at the top of what can be seen, and others may share it";
  }

  private String figures() {
    LiveProcess first = before(watch, process).orElseThrow();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "in %.1f s: itself %.2f cores, ended children %.2f, living children of other runtimes %.2f",
                watch.seconds(),
                cores(watch, process),
                (process.reapedTicks() - first.reapedTicks()) / LiveProcess.TICKS / watch.seconds(),
                busy()));
    children.stream()
        .limit(MOST_NAMED)
        .forEach(user ->
            text.append(
                String.format(Locale.ROOT, ", %s %.2f", user.process().words(), user.cores())));
    return text.toString();
  }

  private String pids() {
    StringBuilder text = new StringBuilder().append(process.pid());
    children.stream()
        .limit(MOST_NAMED)
        .forEach(user -> text.append(',').append(user.process().pid()));
    return text.toString();
  }
}
