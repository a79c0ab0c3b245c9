// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.strace.BadDescriptor;
import dev.demarc.evidence.strace.ListenerTrace;
import dev.demarc.evidence.strace.TracedProcess;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A number is used after the process closed the socket behind it. */
final class UseAfterClose implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/use-after-close");
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
    return "A net.Listener never does this: after its Close, Accept returns net.ErrClosed without a"
        + " system call. Somebody keeps the bare number, or an os.File that was collected closed it.";
  }

  @Override
  public String fix() {
    return "Keep the listener, not its number. Take the descriptor once: f := os.NewFile(3, \"socket\"),"
        + " l, err := net.FileListener(f), f.Close().";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Stream.concat(
        BadNumbers.judge(
            evidence,
            BadDescriptor.Kind.USE_AFTER_CLOSE,
            bad ->
                bad.call()
                    + " uses number "
                    + bad.fd()
                    + " after this process closed it; it was "
                    + (bad.owner().isEmpty() ? "a socket" : bad.owner())
                    + "."),
        clean(evidence));
  }

  /** Go programs that had listeners and used no number that was not open. */
  private static Stream<Judgement> clean(Evidence evidence) {
    Set<OptionalLong> bad =
        evidence
            .of(BadDescriptor.class)
            .map(one -> one.subject().task())
            .collect(Collectors.toSet());
    Set<OptionalLong> listening =
        evidence
            .of(ListenerTrace.class)
            .filter(ListenerTrace::isListening)
            .map(one -> one.subject().task())
            .collect(Collectors.toSet());
    return evidence
        .of(TracedProcess.class)
        .filter(one -> one.isGo() && one.coverage() == TracedProcess.Coverage.FOLLOWED)
        .filter(one -> listening.contains(one.subject().task()))
        .filter(one -> !bad.contains(one.subject().task()))
        .map(one ->
            Judgement.not(
                one.subject(),
                "none of its " + one.calls() + " calls met a number that was not open",
                one.first()));
  }
}
