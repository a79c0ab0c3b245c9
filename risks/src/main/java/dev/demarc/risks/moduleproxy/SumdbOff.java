// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.moduleproxy;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.stream.Stream;

/** Modules enter a build without a checksum from outside. */
final class SumdbOff implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("module-proxy/sumdb-off");
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
    return "The go command fails closed by default. This setting, not a fallback of the proxy, is"
        + " what lets an unknown module in.";
  }

  @Override
  public String fix() {
    return "Remove the setting; exempt private modules by GOPRIVATE with their exact prefix.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Environment.settings(evidence, "GOSUMDB")
        .filter(one -> one.is("off"))
        .map(one -> match(one, evidence));
  }

  private static Match match(Setting one, Evidence evidence) {
    List<ShellCommand> commands = Environment.goCommands(evidence, one).toList();
    boolean vendored =
        !commands.isEmpty() && commands.stream().allMatch(command -> command.has("-mod=vendor"));
    if (vendored) {
      return Match.at(
              one.place(),
              "GOSUMDB=off, but every go command here takes vendor/ and downloads nothing.")
          .as(Severity.LOW);
    }
    return Match.at(
        one.place(),
        "GOSUMDB=off: a module that go.sum does not know enters without a checksum from outside.");
  }
}
