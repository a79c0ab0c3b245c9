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

/** A number is taken for the socket, and never was one in this program. */
final class WrongFdNumber implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/wrong-fd-number");
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
    return "The number is a promise between two programs: ExtraFiles[0] is 3 in the child, ExtraFiles[1] is 4,"
        + " and systemd begins at 3. The runtime opens files of its own from the first free number on, so a"
        + " wrong guess meets nothing, or something that is no socket.";
  }

  @Override
  public String fix() {
    return "Take number 3 for the first of ExtraFiles, or for the first of LISTEN_FDS; better take"
        + " activation.Listeners() of go-systemd, which counts.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return BadNumbers.judge(
        evidence,
        BadDescriptor.Kind.WRONG_NUMBER,
        bad ->
            bad.call()
                + " takes number "
                + bad.fd()
                + " for a socket; in this program it "
                + (bad.owner().isEmpty()
                    ? "never was open."
                    : "is or was " + bad.owner() + ", never a socket."));
  }
}
