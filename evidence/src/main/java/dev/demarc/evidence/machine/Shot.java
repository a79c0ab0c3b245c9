// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import java.util.NavigableSet;

/**
 * Takes one kind of thing of a running host into a snapshot. It keeps nothing that a report may not
 * print: of environments and arguments only what the redaction lets through.
 */
public interface Shot {
  /** So many processes, or fewer, are looked at thread by thread: a host is not. */
  int FEW = 64;

  /**
   * Copies what it knows about.
   *
   * @param pids the processes to look at in depth
   */
  void take(Machine machine, NavigableSet<Long> pids, Snapshot.Builder into);
}
