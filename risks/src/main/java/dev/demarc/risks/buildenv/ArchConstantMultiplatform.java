// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.dockerfile.BakeFile;
import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.dockerfile.Variable;
import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** GOARCH is written out in a Dockerfile that is meant for several platforms. */
final class ArchConstantMultiplatform implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("build-env/arch-constant-multiplatform");
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
    return "The builder decides the platform of the image, this line the platform of the binary. Where they differ the image"
        + " is pushed without an error and its program cannot start.";
  }

  @Override
  public String fix() {
    return "Say ARG TARGETARCH in the stage and build with GOARCH=$TARGETARCH.";
  }

  @Override
  public Reach reach() {
    return Reach.INPUT; // the file that says the platforms may lie in another folder
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    List<BakeFile> bakes = evidence.of(BakeFile.class).toList();
    return evidence
        .of(Dockerfile.class)
        .flatMap(file -> {
          if (Platforms.areSeveral(file)) {
            return in(file);
          }
          return bakes.stream()
              .filter(bake -> bake.forSeveral(file.path()).isPresent())
              .limit(1)
              .flatMap(bake -> in(file).map(match -> asked(match, bake, file)));
        });
  }

  private static Match asked(Match match, BakeFile bake, Dockerfile file) {
    BakeFile.Target target = bake.forSeveral(file.path()).orElseThrow();
    return match.with("bake", String.join(" ", bake.platformsOf(target)), target.place());
  }

  /** A constant, and what it is written in. */
  private record Constant(String value, Place place, Stage stage) {}

  private static Stream<Match> in(Dockerfile file) {
    List<Constant> constants = new ArrayList<>();
    for (Stage stage : needed(file)) {
      inEnv(file, stage, constants);
      Run.in(file, stage).forEach(run -> inRun(run, constants));
    }
    Set<String> values = new HashSet<>();
    constants.forEach(one -> values.add(one.value()));
    return values.size() > 1 ? Stream.empty() : constants.stream().map(one -> match(one));
  }

  private static Set<Stage> needed(Dockerfile file) {
    return file.finalStage().map(file::needs).orElse(Set.of());
  }

  /** ENV, when a command that builds still sees it. */
  private static void inEnv(Dockerfile file, Stage stage, List<Constant> into) {
    for (Variable variable : stage.written()) {
      if (variable.name().equals("GOARCH")
          && variable.isEnv()
          && isLiteral(variable)
          && needed(file).stream()
              .flatMap(user -> Run.in(file, user))
              .anyMatch(run -> seesItAndBuilds(run, variable))) {
        into.add(new Constant(variable.value().text(), variable.place(), stage));
      }
    }
  }

  private static boolean isLiteral(Variable variable) {
    return !variable.value().text().isEmpty()
        && variable.pair().value().filter(word -> word.text().indexOf('$') < 0).isPresent();
  }

  private static boolean seesItAndBuilds(Run run, Variable variable) {
    return run.stage().variable("GOARCH", run.order()).filter(variable::equals).isPresent()
        && !run.sets("GOARCH")
        && run.commands().stream().anyMatch(Run::builds);
  }

  /** {@code GOARCH=amd64 go build}, when nothing around it asks for the platform. */
  private static void inRun(Run run, List<Constant> into) {
    boolean asks =
        run.instruction().references().stream().anyMatch(one -> Variable.isPlatform(one.name()));
    if (asks || run.commands().stream().noneMatch(Run::builds)) {
      return;
    }
    for (Setting setting : run.script().settings()) {
      if (setting.name().equals("GOARCH")
          && setting.constant()
          && !setting.value().isEmpty()
          && run.commands().stream().noneMatch(command -> isTool(command, setting))) {
        into.add(new Constant(setting.value(), setting.place(), run.stage()));
      }
    }
  }

  /** The setting stands in front of a command that builds nothing of the image. */
  private static boolean isTool(ShellCommand command, Setting setting) {
    return command.place().overlaps(setting.place())
        && command.program().equals("go")
        && !Run.builds(command)
        && !command.runs("go", "env");
  }

  private static Match match(Constant one) {
    return Match.at(
        one.place(),
        "GOARCH is always "
            + one.value()
            + " in stage "
            + one.stage().scope()
            + ", and this Dockerfile is meant for several platforms.");
  }
}
