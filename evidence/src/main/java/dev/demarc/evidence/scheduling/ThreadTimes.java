// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.scheduling;

import java.time.Duration;

/**
 * What the threads of a process did together.
 *
 * @param ran on a processor
 * @param waited runnable, without one
 * @param threads how many were counted
 */
public record ThreadTimes(Duration ran, Duration waited, int threads) {
  /** Nothing. */
  static final ThreadTimes NONE = new ThreadTimes(Duration.ZERO, Duration.ZERO, 0);

  ThreadTimes plus(Duration moreRan, Duration moreWaited) {
    return new ThreadTimes(ran.plus(moreRan), waited.plus(moreWaited), threads + 1);
  }
}
