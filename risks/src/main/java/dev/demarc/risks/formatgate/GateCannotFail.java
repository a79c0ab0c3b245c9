// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.formatgate;

import dev.demarc.evidence.shell.Enclosure;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** A formatter lists files, nobody reads the list, and the status is 0 either way. */
final class GateCannotFail implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("format-gate/gate-cannot-fail");
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
    return "gofmt -l and its like end with 0 whether they name files or not (measured with Go 1.19 to"
        + " 1.27). The list is the result; a shell that does not read it lets everything pass.";
  }

  @Override
  public String fix() {
    return "Write test -z \"$(gofmt -l .)\", or gofmt -d . with Go 1.26 and later.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(ShellScript.class)
        .flatMap(script ->
            script.commands().stream()
                .flatMap(command -> Formatter.of(command).stream())
                .filter(one -> one.lists() && !one.writes() && !one.prints())
                .filter(one -> !one.isReport() && !isRead(script, one.command()))
                .map(one ->
                    Match.at(
                        one.command().place(),
                        one.name()
                            + " lists files and ends with 0 even when there are some; nothing reads"
                            + " the list.")));
  }

  private static boolean isRead(ShellScript script, ShellCommand command) {
    return command.isOutputTaken()
        || command.isNegated()
        || command.within().stream()
            .filter(one -> one.kind() == Enclosure.Kind.FUNCTION)
            .anyMatch(one -> isCalledForOutput(script, one.name()));
  }

  private static boolean isCalledForOutput(ShellScript script, String function) {
    return script.commands().stream()
        .anyMatch(one -> one.program().equals(function) && one.isOutputTaken());
  }
}
