// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.strace.ListenerTrace;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** After a signal that asks for a reload the last process that has the listener closes it. */
final class ListenerLost implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/listener-lost");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "A reload that closes before its successor listens leaves nobody: clients are refused, or, where"
        + " systemd still holds the socket, wait without end for an accept.";
  }

  @Override
  public String fix() {
    return "Let systemd hold the socket and restart the service, or close the old listener only after the"
        + " successor has said that it accepts.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence
        .of(ListenerTrace.class)
        .filter(ListenerTrace::isListening)
        .flatMap(listener ->
            listener.loss().stream()
                .map(loss ->
                    Judgement.found(
                            listener.subject(),
                            "After a signal to reload, no process of the trace has the listener "
                                + listener.socket()
                                + " any more.",
                            loss)
                        .with(listener.reload().orElse(loss))
                        .next("see who listens now", "ss -ltnp")));
  }
}
