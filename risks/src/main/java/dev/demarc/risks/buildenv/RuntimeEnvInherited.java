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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The image that is shipped sets a variable of Go's runtime, itself or by a stage below it. */
final class RuntimeEnvInherited implements Rule {
  private static final List<String> NAMES =
      List.of("GOMAXPROCS", "GOGC", "GOMEMLIMIT", "GODEBUG", "GOTRACEBACK");

  @Override
  public RuleId id() {
    return RuleId.of("build-env/runtime-env-inherited");
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
    return "ENV goes down every FROM into the image, so that each Go program in each container of it starts with this value,"
        + " whatever its limits are. It is the image's configuration, not the runtime, that decides then; a GOMAXPROCS from"
        + " there also ends the following of the CPU quota that Go 1.25 brought.";
  }

  @Override
  public String fix() {
    return "Set it where the limits are known, in the manifest of the container, and remove the ENV; for a build step alone, set it in that RUN.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(Dockerfile.class)
        .flatMap(file ->
            file.finalStage().filter(RuntimeEnvInherited::runs).stream()
                .flatMap(last -> NAMES.stream().flatMap(name -> in(file, last, name).stream())));
  }

  /** An image that starts nothing is one to build or to work in. */
  private static boolean runs(Stage stage) {
    return stage.instruction("ENTRYPOINT", Integer.MAX_VALUE).isPresent()
        || stage.instruction("CMD", Integer.MAX_VALUE).isPresent();
  }

  private static Optional<Match> in(Dockerfile file, Stage last, String name) {
    return Stream.concat(Stream.of(last), last.ancestors().stream())
        .flatMap(stage ->
            stage.written().stream()
                .filter(one -> one.name().equals(name) && one.isEnv())
                .reduce((_, b) -> b)
                .stream())
        .findFirst()
        .filter(variable -> !variable.value().text().isEmpty())
        .map(variable -> match(file, last, variable));
  }

  private static Match match(Dockerfile file, Stage last, Variable variable) {
    Stage origin = file.stages().get(variable.stage());
    boolean own = origin == last;
    Match match =
        Match.at(
                variable.place(),
                own
                    ? variable.name()
                        + " is set for every container of this image, whatever its limits are."
                    : variable.name()
                        + " of stage "
                        + origin.scope()
                        + " reaches the final image: "
                        + chain(last, origin)
                        + ".")
            .with("dockerfile", last.from().text(), last.from().place());
    if (variable.name().equals("GOTRACEBACK")) {
      return match.as(Severity.INFO);
    }
    return own && !variable.name().equals("GOMAXPROCS") ? match.as(Severity.LOW) : match;
  }

  private static String chain(Stage last, Stage origin) {
    return Stream.concat(Stream.of(last), last.ancestors().stream())
        .limit(last.ancestors().indexOf(origin) + 2L)
        .map(Stage::scope)
        .collect(Collectors.joining(" from "));
  }
}
