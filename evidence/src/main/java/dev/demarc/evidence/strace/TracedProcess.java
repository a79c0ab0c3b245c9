// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import java.util.Optional;

/**
 * A process of a trace between two execs.
 *
 * @param isGo whether its calls are those of the Go runtime
 * @param threads threads that had lines
 * @param threadsStarted threads that it was seen to start
 * @param calls system calls in the trace
 * @param seconds from its first line to its last; 0 when the trace has no times
 * @param clockCalls calls that read a clock which the vDSO serves, C code's left out where stacks
 *     tell
 * @param firstClock the first of them
 * @param isUnfiltered whether calls of all kinds are in the trace
 * @param coverage what of it the trace shows
 * @param first its first line
 * @param isLast whether no later exec of the same process is told of
 */
public record TracedProcess(
    Subject subject,
    boolean isGo,
    int threads,
    int threadsStarted,
    long calls,
    double seconds,
    long clockCalls,
    Optional<Sighting> firstClock,
    boolean isUnfiltered,
    Coverage coverage,
    Sighting first,
    boolean isLast)
    implements Classified {

  /** What of a process a trace shows. */
  public enum Coverage {
    /** Lines of several threads, or of a program that has one. */
    FOLLOWED,
    /** One thread, though it is known to have more, or no number stands in the lines: no -f. */
    ONE_THREAD,
    /** One thread of a trace that keeps each in a file of its own (-ff). */
    FILE_OF_A_THREAD
  }

  /** One row a process: that of its last program. */
  @Override
  public boolean isListed() {
    return isLast;
  }

  @Override
  public String label() {
    return isGo ? "go-process" : "other-process";
  }

  @Override
  public String detail() {
    String of = threads == 1 ? "1 thread" : threads + " threads";
    return of + " with lines, " + calls + " calls";
  }
}
