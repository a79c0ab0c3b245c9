// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.formatgate;

import dev.demarc.evidence.gomod.GoMod;
import dev.demarc.evidence.shell.Enclosure;
import dev.demarc.evidence.shell.Joint;
import dev.demarc.evidence.shell.ScriptOrigin;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** What gofmt -d ends with has changed: a gate opens or closes with the toolchain. */
final class GateVersionDependent implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("format-gate/gate-version-dependent");
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
    return "gofmt -d ends with 0 up to Go 1.25 and with 1 from Go 1.26 on when there is a"
        + " difference. The code has not changed, the command has.";
  }

  @Override
  public String fix() {
    return "Write test -z \"$(gofmt -d .)\", which reads the output and holds on every version.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    boolean settled =
        evidence
            .of(GoMod.class)
            .findFirst()
            .flatMap(GoMod::go)
            .filter(go -> go.isAtLeast(1, 26))
            .isPresent();
    return settled
        ? Stream.empty()
        : evidence
            .of(ShellScript.class)
            .flatMap(script -> script.commands().stream().flatMap(one -> in(script, one).stream()));
  }

  private static Optional<Match> in(ShellScript script, ShellCommand command) {
    boolean compares =
        Formatter.of(command)
            .filter(one -> one.name().equals("gofmt") && one.prints() && !one.writes())
            .filter(one -> !one.isReport())
            .isPresent();
    if (!compares) {
      return Optional.empty();
    }
    if (isCaptured(script, command)) {
      return Optional.of(
          Match.at(
              command.place(),
              "gofmt -d is captured where an error ends the script: from Go 1.26 it stops here,"
                  + " before anything is printed."));
    }
    return !command.isOutputTaken() && decides(script, command)
        ? Optional.of(
            Match.at(
                command.place(),
                "gofmt -d as a gate: it passes everything up to Go 1.25 and fails on a difference"
                    + " from Go 1.26 on."))
        : Optional.empty();
  }

  /** {@code x=$(gofmt -d .)}, whose status is the status of the assignment. */
  private static boolean isCaptured(ShellScript script, ShellCommand command) {
    return !command.within().isEmpty()
        && command.within().getLast().kind() == Enclosure.Kind.SUBSTITUTION
        && command.after() == Joint.NONE
        && command
            .within()
            .getLast()
            .command()
            .filter(owner -> owner.words().isEmpty() && script.isErrexitAt(owner))
            .isPresent();
  }

  private static boolean decides(ShellScript script, ShellCommand command) {
    if (command.isNegated() || command.after() == Joint.OR) {
      return false;
    }
    boolean last = script.commands().getLast() == command;
    return script.isErrexitAt(command)
        || command.after() == Joint.AND
        || (last && script.origin().kind() != ScriptOrigin.Kind.MAKE);
  }
}
