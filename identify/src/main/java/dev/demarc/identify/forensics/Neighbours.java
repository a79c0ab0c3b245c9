// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Target;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.identify.Evidence;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Processes that were looked at because they share a cgroup with the one that was asked about, and
 * are none of its descendants: in a session or on a small host they are somebody else's.
 */
final class Neighbours {
  private final NavigableSet<Long> pids = new TreeSet<>();

  static Neighbours of(Evidence evidence) {
    Neighbours all = new Neighbours();
    List<Watch> watches = evidence.of(Watch.class).toList();
    for (Watch watch : watches) {
      if (Target.of(watch.target()).orElse(null) instanceof Target.OneProcess(long asked)) {
        all.pids.addAll(watch.pids());
        all.pids.remove(asked);
        for (Snapshot snapshot : watch.snapshots()) {
          ProcessTree.in(snapshot).descendants(asked).stream()
              .map(LiveProcess::pid)
              .forEach(all.pids::remove);
        }
      }
    }
    return all;
  }

  boolean has(Subject subject) {
    return subject.pid().isPresent() && pids.contains(subject.pid().getAsLong());
  }
}
