// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Instruction;
import dev.demarc.evidence.dockerfile.Pair;
import dev.demarc.evidence.dockerfile.References;
import dev.demarc.evidence.dockerfile.References.Reference;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.dockerfile.Variable;
import dev.demarc.evidence.dockerfile.Word;
import dev.demarc.evidence.environment.SecretName;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** ENV or LABEL keeps the value of an ARG whose name says that it is a secret. */
final class SecretInEnv implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("build-env/secret-in-env");
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
  public boolean foldable() {
    return false;
  }

  @Override
  public String why() {
    return "ENV and LABEL go into the configuration of the image: whoever can pull it can read the secret, and every container"
        + " hands it to every process. No layer has to be searched for it.";
  }

  @Override
  public String fix() {
    return "Give it to the step that needs it: RUN --mount=type=secret,id=NAME,env=NAME; to the container at start. Then replace the secret.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(Dockerfile.class)
        .flatMap(file -> file.stages().stream())
        .flatMap(stage -> stage.instructions().stream().flatMap(one -> in(stage, one)));
  }

  private static Stream<Match> in(Stage stage, Instruction one) {
    if (!one.is("ENV") && !one.is("LABEL")) {
      return Stream.empty();
    }
    return one.pairs().stream().flatMap(pair -> in(stage, one, pair).stream());
  }

  private static Optional<Match> in(Stage stage, Instruction one, Pair pair) {
    if (pair.value().isEmpty()) {
      return Optional.empty();
    }
    Word value = pair.value().get();
    return References.in(value.in(), value.start(), value.end()).stream()
        .map(Reference::name)
        .filter(SecretName::says)
        .flatMap(name -> stage.variable(name, one.order()).stream())
        .filter(argument -> !argument.isEnv())
        .findFirst()
        .map(argument -> match(one, pair, argument));
  }

  private static Match match(Instruction one, Pair pair, Variable argument) {
    Match match =
        Match.at(
                pair.place(),
                one.keyword()
                    + " "
                    + pair.name()
                    + " keeps the value of ARG "
                    + argument.name()
                    + " in the image, where everybody who pulls it can read it.")
            .with("dockerfile", "ARG " + argument.name(), argument.place());
    return argument.value().known() && !argument.value().text().isEmpty()
        ? match.hiding(argument.value().text())
        : match;
  }
}
