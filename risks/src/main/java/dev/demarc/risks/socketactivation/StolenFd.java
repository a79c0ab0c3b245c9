// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.strace.BadDescriptor;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** A number that was in use for something new is closed by an earlier owner of the number. */
final class StolenFd implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/stolen-fd");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "The kernel gives a closed number to whoever opens next. An owner that closes it again ends"
        + " somebody else's file or connection: Go's os.File and net.Conn make no system call after a Close"
        + " of their own, so that the close came from elsewhere.";
  }

  @Override
  public String fix() {
    return "Find who closed the number the first time by its bare value (syscall.Close, f.Fd()) and still"
        + " holds a value that closes it; let one of the two own it.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return BadNumbers.judge(
        evidence,
        BadDescriptor.Kind.STOLEN,
        bad ->
            bad.call()
                + " on number "
                + bad.fd()
                + " fails: it was reused for "
                + (bad.owner().isEmpty() ? "something new" : bad.owner())
                + ", and then closed by the number's earlier owner.");
  }
}
