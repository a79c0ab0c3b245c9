// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** A substitution is escaped and never runs. */
final class CargoCultEscapedDollar implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("link-flags/cargo-cult-escaped-dollar");
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
  public Reach reach() {
    return Reach.INPUT;
  }

  @Override
  public String why() {
    return "The backslash keeps the shell from running the command, so that the binary carries the"
        + " text of it. No shell of Windows needs the backslash either: PowerShell runs it"
        + " unescaped, cmd.exe never does.";
  }

  @Override
  public String fix() {
    return "Remove the backslash; in a recipe of Make write $$(…).";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return LinkTexts.injections(evidence)
        .filter(one -> one.in().command().filter(GoCommands::builds).isPresent())
        .filter(CargoCultEscapedDollar::isEscaped)
        .map(one ->
            Match.at(
                one.place(),
                "-X "
                    + one.target()
                    + " gets the text $(…): the backslash keeps it from running."));
  }

  private static boolean isEscaped(Injection one) {
    if (one.in().source().isEmpty()) {
      return false;
    }
    String line = one.in().source().get().lineText(one.place().line());
    int at = Math.min(one.place().endColumn(), line.length());
    while (at < line.length() && " \t\"'".indexOf(line.charAt(at)) < 0) {
      if (line.startsWith("\\$(", at) || line.startsWith("\\$$(", at)) {
        return true;
      }
      at++;
    }
    return false;
  }
}
