// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.capture.Subject;
import dev.demarc.identify.NextStep;

/** How to take a trace that decides; no buffers are kept (-s 0). */
final class Tracing {
  private static final String CALLS =
      " -e trace=%desc,%network,%process -o " + NextStep.newFile("trace", ".strace") + " ";

  private Tracing() {}

  /** From the start: -D keeps the number of the process, so that LISTEN_PID is still right. */
  static String fromStart(Subject subject) {
    return "strace -D -f -tt -yy -s 0" + CALLS + program(subject);
  }

  /** From the start, with the environment that exec is given: its values are then in the trace. */
  static String withEnvironment(Subject subject) {
    return "strace -v -D -f -tt -yy -s 60" + CALLS + program(subject);
  }

  private static String program(Subject subject) {
    Object exe = subject.parts().get("exe");
    return exe == null ? "PROGRAM ARGS" : exe + " ARGS";
  }

  /** What runs, for half a minute. */
  static String attached(Subject subject) {
    return "timeout 30 strace -f -tt -yy -s 0"
        + CALLS
        + "-p "
        + (subject.task().isPresent() ? subject.task().getAsLong() : "PID");
  }
}
