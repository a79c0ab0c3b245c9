// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.time.Duration;
import java.util.List;

/**
 * Dimension 3.
 *
 * @param timeout one call, start to last byte
 * @param firstByteTimeout last input byte to first output byte
 * @param idleTimeout silence between two output bytes
 * @param stop how a run is stopped
 * @param okCodes exit codes of success
 * @param rejectCodes exit codes that say: bad input
 * @param retryCodes exit codes that say: try again
 * @param concurrency calls at once that the component promises to bear
 * @param idempotent a call may be repeated
 * @param orphans what a process left behind is
 */
public record Lifecycle(
    Duration timeout,
    Duration firstByteTimeout,
    Duration idleTimeout,
    Stop stop,
    List<Integer> okCodes,
    List<Integer> rejectCodes,
    List<Integer> retryCodes,
    int concurrency,
    boolean idempotent,
    Orphans orphans) {
  /** Copies the lists. */
  public Lifecycle {
    okCodes = List.copyOf(okCodes);
    rejectCodes = List.copyOf(rejectCodes);
    retryCodes = List.copyOf(retryCodes);
  }

  /**
   * How a run is stopped.
   *
   * @param signal name, for example {@code SIGTERM}
   * @param within then everything is killed
   */
  public record Stop(String signal, Duration within) {}

  /** What a process that outlives its run is. */
  public enum Orphans {
    /** A breach; killed. */
    FORBID,
    /** Killed. */
    KILL
  }
}
