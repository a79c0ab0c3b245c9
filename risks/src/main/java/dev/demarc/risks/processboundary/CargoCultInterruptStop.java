// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** SIGINT is all that a service has to stop its child. */
final class CargoCultInterruptStop implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/cargo-cult-interrupt-stop");
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
    return "SIGINT is the key of a terminal. What a shell starts in the background ignores it (measured: the shell dies, its"
        + " job stays), and so may any component. Nothing else follows here.";
  }

  @Override
  public String fix() {
    return "Send SIGTERM to the process group, wait a bounded time, then SIGKILL; exec.CommandContext with Cancel and"
        + " WaitDelay does the last two.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(GoPackage.class)
        .flatMap(in -> {
          var calls = Interrupts.in(in).toList();
          return calls.isEmpty() || Interrupts.isStronger(in) ? Stream.empty() : calls.stream();
        })
        .map(call ->
            Match.at(
                call.place(),
                "This is the only signal that the package has for the child, and a child may ignore it."));
  }
}
