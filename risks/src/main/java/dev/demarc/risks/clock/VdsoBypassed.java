// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.clock;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.strace.TracedProcess;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** A Go program asks the kernel for the time, which it reads without a system call elsewhere. */
final class VdsoBypassed implements ForensicRule {
  /** So many may be a start-up, or a clock that was not ready yet (rules.md E4). */
  private static final int FEW = 100;

  @Override
  public RuleId id() {
    return RuleId.of("clock/vdso-bypassed");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "time.Now reads a page that the kernel keeps up to date (vDSO): measured, 100,000 of them are no"
        + " system call at all. Here each one is: the clock source cannot be read by programs, or a sandbox"
        + " hides the page.";
  }

  @Override
  public String fix() {
    return "Look at the clock source of the machine and at the sandbox (gVisor, ptrace, an old time"
        + " namespace); the program is right. Where it cannot be changed, read the time less often.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence
        .of(TracedProcess.class)
        .filter(TracedProcess::isGo)
        .flatMap(VdsoBypassed::judge);
  }

  private static Stream<Judgement> judge(TracedProcess process) {
    if (process.clockCalls() <= FEW || process.firstClock().isEmpty()) {
      boolean isClear = process.isUnfiltered() && process.calls() > FEW;
      return isClear
          ? Stream.of(
              Judgement.not(
                  process.subject(),
                  "among its "
                      + process.calls()
                      + " system calls, of all kinds, "
                      + process.clockCalls()
                      + " ask for the time",
                  process.first()))
          : Stream.empty();
    }
    Sighting first = process.firstClock().get();
    return Stream.of(
        Judgement.found(
                process.subject(),
                process.clockCalls()
                    + " of its "
                    + process.calls()
                    + " system calls ask for the time, which takes none where the vDSO works.",
                first)
            .next(
                "see what the clock is read from: tsc, kvm-clock and their like need no call",
                "cat /sys/devices/system/clocksource/clocksource0/current_clocksource"));
  }
}
