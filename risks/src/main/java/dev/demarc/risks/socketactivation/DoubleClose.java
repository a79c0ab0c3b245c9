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

/** A number is closed twice, with nothing opened between. */
final class DoubleClose implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/double-close");
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
    return "Two owners close one number. Here the second close met nothing; under load another thread opens"
        + " something under the same number between the two, and loses it.";
  }

  @Override
  public String fix() {
    return "Let one value own the number: f.Close() and nothing else, never syscall.Close(int(f.Fd())) beside"
        + " it.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return BadNumbers.judge(
        evidence,
        BadDescriptor.Kind.DOUBLE_CLOSE,
        bad ->
            "Number "
                + bad.fd()
                + " is closed a second time; "
                + (bad.owner().isEmpty() ? "" : "it was " + bad.owner() + ", and ")
                + "nothing was opened under it since.");
  }
}
