// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import java.util.List;
import java.util.NavigableSet;

/**
 * Takes one kind of thing of a running host into a snapshot. It keeps nothing that a report may not
 * print: of environments and arguments only what the redaction lets through.
 */
public interface Shot {
  /** So many processes, or fewer, are looked at thread by thread: a host is not. */
  int FEW = 64;

  /** The files below proc/PID that it copies of each process; they may be copied before. */
  default List<String> filesOfEach() {
    return List.of();
  }

  /** The links below proc/PID that it copies of each process. */
  default List<String> linksOfEach() {
    return List.of();
  }

  /**
   * Copies what it knows about.
   *
   * @param pids the processes to look at in depth
   */
  void take(Machine machine, NavigableSet<Long> pids, Snapshot.Builder into);
}
