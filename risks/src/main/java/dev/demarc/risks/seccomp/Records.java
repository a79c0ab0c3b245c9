// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.seccomp;

import dev.demarc.evidence.audit.Denial;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;

/** A record of the kernel as a line of proof. */
final class Records {
  private Records() {}

  static Sighting of(Denial denial, Spot spot) {
    return new Sighting(
        "audit",
        "comm=%s exe=%s sig=%d arch=%s syscall=%d%s ip=0x%x action=%s"
            .formatted(
                denial.comm(),
                denial.exe(),
                denial.signal(),
                denial.arch().word(),
                denial.number(),
                denial.call().map(name -> " (" + name + ")").orElse(""),
                denial.address(),
                denial.action().word()),
        spot);
  }
}
