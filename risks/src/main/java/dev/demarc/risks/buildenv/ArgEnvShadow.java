// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.dockerfile.Variable;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** ARG and ENV of one name in one chain, with different values. */
final class ArgEnvShadow implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("build-env/arg-env-shadow");
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
    return "In BuildKit the last word wins while it builds, be it ARG or ENV, and only ENV goes into the image. Which value a"
        + " step and the container see depends on the order of two lines, not on the program.";
  }

  @Override
  public String fix() {
    return "Give the two different names, or take the one into the other on purpose: ARG X=… and ENV X=$X right after it.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(Dockerfile.class)
        .flatMap(file -> file.stages().stream().flatMap(stage -> in(file, stage)));
  }

  private static Stream<Match> in(Dockerfile file, Stage stage) {
    return stage.written().stream()
        .flatMap(variable ->
            stage
                .variable(variable.name(), variable.order())
                .filter(before -> differ(before, variable))
                .flatMap(before -> match(file, before, variable))
                .stream());
  }

  private static boolean differ(Variable before, Variable now) {
    return before.isEnv() != now.isEnv()
        && !(before.value().known() && now.value().equals(before.value()));
  }

  private static Optional<Match> match(Dockerfile file, Variable before, Variable now) {
    if (now.isEnv()) {
      return refersToItself(now) || !isConstant(now)
          ? Optional.empty()
          : Optional.of(
              said(
                  file,
                  before,
                  now,
                  " here replaces the ARG: a --build-arg has no effect on what comes after."));
    }
    boolean silent = now.pair().value().isEmpty() && now.origin() == Variable.Origin.ARG;
    return Optional.of(
        said(
            file,
            before,
            now,
            silent
                ? ": a --build-arg is seen by the steps that follow, and the container still has the ENV."
                : ": the steps that follow see the value of ARG, the container that of ENV."));
  }

  private static Match said(Dockerfile file, Variable before, Variable now, String what) {
    String text = file.source().lineText(before.place().line()).strip();
    return Match.at(now.place(), (now.isEnv() ? "ENV " : "ARG ") + now.name() + what)
        .with("dockerfile", text, before.place());
  }

  private static boolean refersToItself(Variable variable) {
    return variable
        .pair()
        .value()
        .filter(word ->
            word.text().contains("$" + variable.name())
                || word.text().contains("${" + variable.name()))
        .isPresent();
  }

  private static boolean isConstant(Variable variable) {
    return variable.pair().value().filter(word -> word.text().indexOf('$') < 0).isPresent();
  }
}
