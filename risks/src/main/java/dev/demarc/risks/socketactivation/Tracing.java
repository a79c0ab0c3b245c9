// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.capture.Subject;

/** How to take a trace that decides. */
final class Tracing {
  private static final String OPTIONS =
      "strace -f -tt -yy -s 0 -e trace=%desc,%network,%process -o trace.strace ";

  private Tracing() {}

  /** From the start: -D keeps the number of the process, so that LISTEN_PID is still right. */
  static String fromStart(Subject subject) {
    Object exe = subject.parts().get("exe");
    return OPTIONS.replace("strace ", "strace -D ")
        + (exe == null ? "PROGRAM ARGS" : exe + " ARGS");
  }

  /** What runs, for half a minute. */
  static String attached(Subject subject) {
    return "timeout 30 "
        + OPTIONS
        + "-p "
        + (subject.pid().isPresent() ? subject.pid().getAsLong() : "PID");
  }
}
