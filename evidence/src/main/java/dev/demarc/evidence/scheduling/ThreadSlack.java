// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.scheduling;

import java.time.Duration;

/**
 * How late the kernel may make a sleep of a thread end, to let it end together with others.
 *
 * @param tid the thread
 * @param slack at most so late
 * @param isRealTime whether its policy is one that slack does not touch
 * @param isLeader whether it is the first thread of the process
 */
public record ThreadSlack(long tid, Duration slack, boolean isRealTime, boolean isLeader) {
  /** The file that says so. */
  public String file() {
    return "proc/" + tid + "/timerslack_ns";
  }
}
