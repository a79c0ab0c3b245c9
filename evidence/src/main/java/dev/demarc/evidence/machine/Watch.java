// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A host seen once or several times: the fact that rules about live things look at.
 *
 * @param name the input's: {@code pid:4711}, or the bundle's
 * @param target what was asked about, as {@link Target#words} has it
 * @param pids the processes that were looked at in depth in any snapshot
 * @param snapshots in order of time, at least one
 */
public record Watch(String name, String target, NavigableSet<Long> pids, List<Snapshot> snapshots) {
  /** Copies the collections. */
  public Watch {
    pids = new TreeSet<>(pids);
    snapshots = List.copyOf(snapshots);
    if (snapshots.isEmpty()) {
      throw new IllegalArgumentException("a watch without a snapshot");
    }
  }

  /** The earliest snapshot. */
  public Snapshot first() {
    return snapshots.getFirst();
  }

  /** The latest snapshot. */
  public Snapshot last() {
    return snapshots.getLast();
  }

  /** The files that some snapshot has only the first {@link Machine#LARGEST} bytes of. */
  public NavigableSet<String> cut() {
    NavigableSet<String> all = new TreeSet<>();
    snapshots.forEach(snapshot -> all.addAll(snapshot.cut()));
    return all;
  }

  /** Seconds between the first and the last snapshot; 0 when there is one. */
  public double seconds() {
    return Math.max(0, last().uptime() - first().uptime());
  }
}
