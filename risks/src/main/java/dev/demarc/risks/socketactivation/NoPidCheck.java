// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.GoText;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.Words;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** LISTEN_FDS is believed without asking whom it was meant for. */
final class NoPidCheck implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/no-pid-check");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "The variables of socket activation are inherited by every child. LISTEN_PID says which process they"
        + " are for; without it a child takes whatever its own descriptor 3 is for a listening socket.";
  }

  @Override
  public String fix() {
    return "Compare LISTEN_PID with os.Getpid() first, or use activation.Listeners() of go-systemd, which does.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Sockets.atCalls(evidence, in -> call -> match(in, call).stream());
  }

  private static Optional<Match> match(GoPackage in, Node call) {
    boolean reads =
        (in.isCall(call, "os", "Getenv") || in.isCall(call, "os", "LookupEnv"))
            && call.child(1)
                .flatMap(new Words(in)::constant)
                .filter("LISTEN_FDS"::equals)
                .isPresent();
    return reads && takes(in) && !checks(in)
        ? Optional.of(
            Match.at(
                call.place(),
                "LISTEN_FDS is read and LISTEN_PID is nowhere compared with the own pid: a child that"
                    + " inherits it takes a wrong descriptor."))
        : Optional.empty();
  }

  /** True when this package takes a descriptor: others only look, or hand the variable on. */
  private static boolean takes(GoPackage in) {
    return Sockets.calls(in)
        .anyMatch(call -> in.isCall(call, "os", "NewFile") || Sockets.isCopy(in, call));
  }

  private static boolean checks(GoPackage in) {
    return in.files().stream()
        .flatMap(file -> file.root().walk().stream())
        .anyMatch(node -> GoText.value(node).filter("LISTEN_PID"::equals).isPresent());
  }
}
