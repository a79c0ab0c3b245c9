// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gosource.Flow;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** An inherited socket stays open in every program that this one starts. */
final class NoCloexec implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/no-cloexec");
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "What Go opens itself is closed in children; what systemd passed is not marked so. A child keeps the socket"
        + " open after this program has closed it, and clients wait in its queue.";
  }

  @Override
  public String fix() {
    return "Call syscall.CloseOnExec(3) before the first child, or close the file behind net.FileListener, whose copy is"
        + " marked; activation.Listeners() of go-systemd does both.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(GoPackage.class)
        .filter(in -> startsPrograms(in) && in.occurrences().calls("CloseOnExec").isEmpty())
        .flatMap(in -> Sockets.calls(in, "NewFile").flatMap(call -> match(in, call).stream()));
  }

  private static boolean startsPrograms(GoPackage in) {
    return in.files().stream().anyMatch(file -> file.imported("os/exec").isPresent())
        || Stream.of("StartProcess", "ForkExec")
            .anyMatch(name -> !in.occurrences().calls(name).isEmpty());
  }

  private static Optional<Match> match(GoPackage in, Node call) {
    if (!Sockets.isInherited(in, call)) {
      return Optional.empty();
    }
    Flow flow = Flow.of(in, call);
    boolean socket = flow.sinks().stream().anyMatch(sink -> Sockets.isCopied(in, sink));
    boolean closed =
        flow.sinks().stream().anyMatch(sink -> sink.member().filter("Close"::equals).isPresent());
    return socket && !closed
        ? Optional.of(
            Match.at(
                call.place(),
                "Descriptor "
                    + call.child(1).map(Node::text).orElse("")
                    + " stays open in the programs that this package starts: nothing marks or closes it."))
        : Optional.empty();
  }
}
