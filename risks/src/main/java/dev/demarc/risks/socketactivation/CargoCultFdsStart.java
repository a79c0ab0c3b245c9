// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.gosource.GoPackage;
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

/** A constant of C is set or read as a variable of the environment. */
final class CargoCultFdsStart implements Rule {
  private static final String NAME = "SD_LISTEN_FDS_START";

  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/cargo-cult-fds-start");
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "SD_LISTEN_FDS_START is a macro of sd-daemon.h with the value 3. systemd sets LISTEN_PID, LISTEN_FDS and"
        + " LISTEN_FDNAMES, and the first descriptor is always 3.";
  }

  @Override
  public String fix() {
    return "Write 3, and take the count from LISTEN_FDS; remove the variable.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Stream<Match> set =
        evidence
            .of(Setting.class)
            .filter(one -> one.name().equals(NAME))
            .map(one ->
                Match.at(
                    one.place(), "Nothing reads the variable " + NAME + ": it is a macro of C."));
    return Stream.concat(set, Sockets.atCalls(evidence, in -> call -> match(in, call).stream()));
  }

  private static Optional<Match> match(GoPackage in, Node call) {
    boolean environment =
        Stream.of("Getenv", "LookupEnv", "Setenv").anyMatch(name -> in.isCall(call, "os", name));
    return environment
            && call.child(1).flatMap(new Words(in)::constant).filter(NAME::equals).isPresent()
        ? Optional.of(
            Match.at(call.place(), "systemd sets no variable " + NAME + ": it is a macro of C."))
        : Optional.empty();
  }
}
