// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import java.util.List;

/**
 * The calls of one Go process that failed, each with its time: what a log of the process is held
 * against. EAGAIN and a futex that was not woken are left out.
 *
 * @param hasStacks whether the trace says below which C function a call was made (-k)
 * @param clock what the times are
 * @param failed in the order of the trace; a bounded number
 * @param written what the process wrote, in the order of the trace; only of traces with stacks
 * @param isWhole whether all of them are here
 * @param first its first moment, in microseconds on that clock; -1 without times
 * @param last its last one
 */
public record FailureTimes(
    Subject subject,
    boolean hasStacks,
    Clock clock,
    List<Failed> failed,
    List<Written> written,
    boolean isWhole,
    long first,
    long last) {
  /** Copies the lists. */
  public FailureTimes {
    failed = List.copyOf(failed);
    written = List.copyOf(written);
  }

  /** What the times of a trace are. */
  public enum Clock {
    /** Microseconds since 1970 (-ttt). */
    EPOCH,
    /** Microseconds since midnight, of a zone that the trace does not say (-t, -tt). */
    DAY,
    /** None that a log could be held against (-r, or no times). */
    NONE
  }

  /**
   * A call that failed.
   *
   * @param call such as {@code connect}
   * @param function the C function that Go called and that made the call; empty when Go made it, or
   *     the trace has no stacks
   * @param isTwoValue whether Go called that in the form that returns errno
   * @param micros when, on the trace's clock
   */
  public record Failed(
      String call, String function, boolean isTwoValue, String errno, long micros, Sighting seen) {}

  /**
   * A text that was written.
   *
   * @param fd the descriptor that it was written to
   * @param bytes its length
   */
  public record Written(int fd, long micros, int bytes) {}
}
