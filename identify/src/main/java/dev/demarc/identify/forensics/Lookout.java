// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Target;
import dev.demarc.evidence.machine.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Looks at a running host again and again, because what happens now is a difference of counters.
 *
 * @param machine what is looked at
 * @param whole from the first look to the last; zero for one look
 * @param every from look to look
 */
public record Lookout(Machine machine, Duration whole, Duration every) {
  /** So many looks are kept, whatever the times say. */
  public static final int MOST = 3600;

  /**
   * Looks until the time is over, or until nothing of the target is left.
   *
   * @param name how the report calls it
   * @return empty when there is no process of the target at the first look
   */
  public Optional<Watch> at(Target target, String name) throws InterruptedException {
    List<Snapshot> snapshots = new ArrayList<>();
    NavigableSet<Long> all = new TreeSet<>();
    long began = System.nanoTime();
    long looks = every.isZero() ? 0 : Math.min(MOST - 1L, whole.dividedBy(every));
    for (int look = 0; look <= looks; look++) {
      long due = began + every.multipliedBy(look).toNanos() - System.nanoTime();
      if (due > 0) {
        Thread.sleep(Duration.ofNanos(due));
      }
      NavigableSet<Long> pids = target.processes(machine);
      if (pids.isEmpty()) {
        break;
      }
      all.addAll(pids);
      snapshots.add(Shots.take(machine, pids, Instant.now()));
    }
    return snapshots.isEmpty()
        ? Optional.empty()
        : Optional.of(new Watch(name, target.words(), all, snapshots));
  }
}
