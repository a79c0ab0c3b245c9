// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.observabilitygap;

import dev.demarc.evidence.cgroup.CpuUsage;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.evidence.process.ProgramKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who used the CPU time of a Go program's control group, from look to look.
 *
 * @param process the Go program at the last look
 * @param usage the group's counter
 * @param group all of the group
 * @param own the Go program: what process_cpu_seconds_total shows
 * @param living children and their children of other runtimes that were there at a look
 * @param livingGo the same that are Go too
 * @param ended children that the Go program has waited for
 * @param users processes by what they used in the whole time, the most first
 */
record CpuShares(
    LiveProcess process,
    CpuUsage usage,
    Series group,
    Series own,
    Series living,
    Series livingGo,
    Series ended,
    List<User> users) {
  /** Seconds; while a program starts its numbers say nothing about later. */
  private static final double STARTED = 60;

  /** Looks that follow each other more closely measure the clock ticks. */
  private static final double SHORTEST_STEP = 0.4;

  /**
   * A process that used CPU time.
   *
   * @param seconds in the whole time
   * @param child whether it belongs to the Go program
   */
  record User(LiveProcess process, double seconds, boolean child) {}

  CpuShares {
    users = List.copyOf(users);
  }

  /** Steps that were measured. */
  int size() {
    return group.size();
  }

  /** The share of the group's CPU time that the Go program did not use, 0 to 1. */
  double gap() {
    return 1 - share(own);
  }

  /** The share of the swings of the group that those of the Go program explain; below 0 is none. */
  double explained() {
    double variance = group.variance();
    return variance < 1e-12 ? 1 : 1 - group.minus(own).variance() / variance;
  }

  double livingShare() {
    return share(living);
  }

  double livingGoShare() {
    return share(livingGo);
  }

  double endedShare() {
    return share(ended);
  }

  /** What neither the Go program nor a child of it used. */
  double otherShare() {
    return Math.max(0, gap() - livingShare() - livingGoShare() - endedShare());
  }

  /** Clocks of two files differ a little: what is above one is one. */
  private double share(Series part) {
    return group.sum() <= 0 ? 0 : Math.clamp(part.sum() / group.sum(), 0, 1);
  }

  /** The shares of a program; empty when nothing counts for its group. */
  static Optional<CpuShares> of(Watch watch, LiveProcess process) {
    Optional<CpuUsage> usage = CpuUsage.of(watch.last(), process.pid());
    return usage.map(counter -> new Measure(watch, process, counter).shares());
  }

  /** Walks from look to look. */
  private static final class Measure {
    private final Watch watch;
    private final LiveProcess process;
    private final CpuUsage usage;
    private final Set<String> go = new HashSet<>();
    private final Map<String, Double> used = new HashMap<>();
    private final Map<String, LiveProcess> seen = new HashMap<>();
    private final Set<String> children = new HashSet<>();

    Measure(Watch watch, LiveProcess process, CpuUsage usage) {
      this.watch = watch;
      this.process = process;
      this.usage = usage;
    }

    CpuShares shares() {
      for (Snapshot snapshot : watch.snapshots()) {
        for (LiveProcess one : ProcessTree.in(snapshot).all()) {
          if (one.program().kind() == ProgramKind.GO) {
            go.add(key(one));
          }
        }
      }
      List<double[]> steps = new ArrayList<>();
      Optional<Snapshot> before = Optional.empty();
      for (Snapshot now : watch.snapshots()) {
        Optional<LiveProcess> same = same(now);
        if (same.isEmpty() || same.get().age() < STARTED || usage.seconds(now).isEmpty()) {
          before = Optional.empty(); // not the same run of it: a new window begins
          steps.clear();
          continue;
        }
        double step = before.map(earlier -> now.uptime() - earlier.uptime()).orElse(0.0);
        if (before.isPresent() && step < SHORTEST_STEP) {
          continue;
        }
        before.ifPresent(earlier -> steps.add(step(earlier, now, step)));
        before = Optional.of(now);
      }
      return new CpuShares(
          process,
          usage,
          series(steps, 0),
          series(steps, 1),
          series(steps, 2),
          series(steps, 3),
          series(steps, 4),
          users());
    }

    private Optional<LiveProcess> same(Snapshot snapshot) {
      return ProcessTree.in(snapshot).process(process.pid()).filter(process::isSame);
    }

    private double[] step(Snapshot before, Snapshot now, double seconds) {
      LiveProcess first = same(before).orElseThrow();
      LiveProcess last = same(now).orElseThrow();
      double group = usage.seconds(now).orElseThrow() - usage.seconds(before).orElseThrow();
      double living = 0;
      double livingGo = 0;
      ProcessTree tree = ProcessTree.in(now);
      Set<Long> descendants = new HashSet<>();
      tree.descendants(process.pid()).forEach(one -> descendants.add(one.pid()));
      for (LiveProcess one : tree.all()) {
        double ticks = one.ticks() - ticksBefore(before, one);
        if (ticks > 0) {
          seen.put(key(one), one);
          used.merge(key(one), ticks / LiveProcess.TICKS, Double::sum);
        }
        if (descendants.contains(one.pid())) {
          children.add(key(one));
          living += go.contains(key(one)) ? 0 : Math.max(0, ticks);
          livingGo += go.contains(key(one)) ? Math.max(0, ticks) : 0;
        }
      }
      return new double[] {
        group / seconds,
        (last.ticks() - first.ticks()) / LiveProcess.TICKS / seconds,
        living / LiveProcess.TICKS / seconds,
        livingGo / LiveProcess.TICKS / seconds,
        (last.reapedTicks() - first.reapedTicks()) / LiveProcess.TICKS / seconds
      };
    }

    private static double ticksBefore(Snapshot before, LiveProcess one) {
      return ProcessTree.in(before)
          .process(one.pid())
          .filter(one::isSame)
          .map(LiveProcess::ticks)
          .orElse(0L);
    }

    private static String key(LiveProcess process) {
      return process.pid() + "@" + process.startTicks();
    }

    private static Series series(List<double[]> steps, int column) {
      return new Series(steps.stream().mapToDouble(step -> step[column]).toArray());
    }

    private List<User> users() {
      return seen.entrySet().stream()
          .filter(entry -> !entry.getKey().equals(key(process)))
          .map(entry ->
              new User(
                  entry.getValue(),
                  used.getOrDefault(entry.getKey(), 0.0),
                  children.contains(entry.getKey())))
          .sorted((one, other) -> Double.compare(other.seconds(), one.seconds()))
          .toList();
    }
  }
}
