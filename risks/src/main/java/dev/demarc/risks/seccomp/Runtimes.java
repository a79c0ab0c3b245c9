// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.seccomp;

import dev.demarc.evidence.audit.Denial;

/** Container runtimes by the name of the thread that starts the program. */
final class Runtimes {
  private Runtimes() {}

  /**
   * Whether the runtime itself made the call, between loading the filter and execve: runc names its
   * thread {@code runc:[2:INIT]}, youki {@code youki:[2:INIT]}, crun leaves its own name.
   */
  static boolean made(Denial denial) {
    String comm = denial.comm();
    return comm.startsWith("runc:[")
        || comm.startsWith("youki:[")
        || comm.equals("crun")
        || comm.startsWith("crun:");
  }
}
