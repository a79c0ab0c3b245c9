// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.Decimal;
import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.cgroup.CgroupChain;
import dev.demarc.evidence.cgroup.CgroupTree;
import dev.demarc.evidence.cgroup.CpuGroup;
import dev.demarc.evidence.cgroup.Periods;
import dev.demarc.evidence.cgroup.Throttle;
import dev.demarc.evidence.machine.Target;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.evidence.process.ProgramKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every process of a look, whether a rule fired or not: what it is, how its CPU time splits between
 * itself and the children that it waited for, and whether a quota stops it.
 */
final class LiveSubjects {
  private LiveSubjects() {}

  /** A process and its class. */
  private record Seen(Subject subject, String label, String detail) implements Classified {}

  /** The processes of a watch: one and its descendants, a container's, or all that Go built. */
  static List<Classified> of(Watch watch) {
    ProcessTree last = ProcessTree.in(watch.last());
    List<LiveProcess> asked = new ArrayList<>();
    Target target = Target.of(watch.target()).orElse(new Target.Host());
    if (target instanceof Target.OneProcess(long pid)) {
      last.process(pid).ifPresent(asked::add);
      asked.addAll(last.descendants(pid));
    } else if (target instanceof Target.Container) {
      asked.addAll(last.all());
    } else if (target instanceof Target.Host) {
      last.all().stream()
          .filter(process -> process.program().kind() == ProgramKind.GO)
          .forEach(asked::add);
    } else {
      throw new IllegalStateException(target.words());
    }
    return asked.stream()
        .filter(process -> watch.pids().contains(process.pid()) && !process.kernel())
        .<Classified>map(process -> seen(watch, process))
        .toList();
  }

  private static Seen seen(Watch watch, LiveProcess process) {
    List<String> figures = new ArrayList<>();
    if (process.program().kind() != ProgramKind.UNKNOWN) {
      figures.add(process.program().words());
    }
    ProcessTree.in(watch.first())
        .process(process.pid())
        .filter(process::isSame)
        .filter(_ -> watch.seconds() > 0)
        .ifPresent(before -> figures.add(cpu(watch, before, process)));
    Optional<CgroupChain> chain = CgroupTree.of(watch.last()).chain(process.pid());
    return new Seen(
        process.subject(),
        chain.map(groups -> quota(watch, groups, figures)).orElse("quota-unseen"),
        String.join(", ", figures));
  }

  /** The CPU split, in cores. */
  private static String cpu(Watch watch, LiveProcess before, LiveProcess now) {
    double span = watch.seconds() * LiveProcess.TICKS;
    return "CPU "
        + Decimal.fixed((now.ticks() - before.ticks()) / span, 2)
        + " cores own, "
        + Decimal.fixed((now.reapedTicks() - before.reapedTicks()) / span, 2)
        + " of reaped children";
  }

  private static String quota(Watch watch, CgroupChain chain, List<String> figures) {
    Optional<CpuGroup> tightest = chain.tightest();
    if (tightest.isEmpty()) {
      return "no-quota";
    }
    figures.add("quota " + tightest.get().quota().orElseThrow().words());
    List<Throttle> all = Throttle.of(watch, chain);
    Periods most = new Periods(0, 0, Duration.ZERO, 0, 0);
    for (Throttle one : all) {
      Periods seen = one.watched().orElse(one.ever());
      most = seen.throttled() >= most.throttled() ? seen : most;
    }
    figures.add(most.throttled() + " of " + most.active() + " periods throttled");
    return most.throttled() > 0 ? "throttled" : "not-throttled";
  }
}
