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
import java.util.Optional;
import java.util.stream.Stream;

/** A build leaves module mode, and with it versions and checksums. */
final class GopathMode implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("module-proxy/gopath-mode");
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
    return "Outside of module mode there is no go.mod, no go.sum and no proxy: what is fetched is the"
        + " head of a branch. Since Go 1.22 go get refuses to run there.";
  }

  @Override
  public String fix() {
    return "Remove GO111MODULE; fetch tools by go install path@version.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Environment.settings(evidence, "GO111MODULE")
        .filter(one -> one.is("off") || one.is("auto"))
        .flatMap(one -> match(one, evidence).stream());
  }

  private static Optional<Match> match(Setting one, Evidence evidence) {
    Optional<ShellCommand> command = Environment.goCommands(evidence, one).findFirst();
    if (command.isEmpty()) {
      return Optional.empty();
    }
    String what = "go " + command.get().arguments().getFirst().text();
    if (one.is("auto")) {
      return Optional.of(
          Match.at(
                  one.place(),
                  "GO111MODULE=auto: "
                      + what
                      + " leaves module mode where there is no go.mod; where"
                      + " there is one, nothing changes.")
              .as(Severity.LOW));
    }
    return Optional.of(
        Match.at(one.place(), "GO111MODULE=off: " + what + " runs without go.mod and go.sum."));
  }
}
