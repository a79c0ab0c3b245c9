// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Instruction;
import dev.demarc.evidence.dockerfile.References.Reference;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.dockerfile.Variable;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A stage uses TARGETARCH or one of its kin and has no ARG for it: the value is empty. */
final class TargetArgUndeclared implements Rule {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh", "ksh");

  @Override
  public RuleId id() {
    return RuleId.of("build-env/target-arg-undeclared");
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
    return "BuildKit hands TARGETARCH and its kin only to a stage that says ARG. An empty GOARCH counts as unset to the go"
        + " command, which then builds for the machine it runs on: an image of another platform holds a binary that"
        + " cannot start, and nothing failed.";
  }

  @Override
  public String fix() {
    return "Say ARG with this name in the stage, in front of the first use; an ARG in front of FROM does not reach it.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(Dockerfile.class)
        .flatMap(file -> file.stages().stream().flatMap(stage -> in(file, stage)));
  }

  private static Stream<Match> in(Dockerfile file, Stage stage) {
    List<Match> found = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (Instruction one : stage.instructions()) {
      if (!isLookedAt(stage, one)) {
        continue;
      }
      Set<String> own = own(stage, one);
      for (Reference use : one.references()) {
        if (Variable.isPlatform(use.name())
            && isBare(use)
            && !own.contains(use.name())
            && stage.variable(use.name(), one.order()).isEmpty()
            && said.add(use.name())) {
          found.add(match(file, stage, one, use));
        }
      }
    }
    return found.stream();
  }

  private static boolean isLookedAt(Stage stage, Instruction one) {
    return switch (one.keyword()) {
      case "RUN" -> one.isShellForm() && SHELLS.contains(stage.script(one).origin().dialect());
      case "ENV" -> true;
      default -> false;
    };
  }

  /** What the script sets itself. */
  private static Set<String> own(Stage stage, Instruction one) {
    Set<String> names = new HashSet<>();
    if (one.is("RUN")) {
      stage.script(one).settings().forEach(setting -> names.add(setting.name()));
      stage.script(one).commands().stream()
          .filter(command -> command.program().equals("read"))
          .forEach(command -> names.addAll(command.texts()));
    }
    return names;
  }

  /** A guard says what an empty value means. */
  private static boolean isBare(Reference use) {
    return use.operator().indexOf('-') < 0
        && use.operator().indexOf('?') < 0
        && use.operator().indexOf('+') < 0;
  }

  private static Match match(Dockerfile file, Stage stage, Instruction one, Reference use) {
    Place at = one.place();
    Place before = new Place(at.file(), at.line(), at.column(), at.line(), at.column());
    boolean global = file.globals().stream().anyMatch(arg -> arg.name().equals(use.name()));
    Match match =
        Match.at(
                use.place(),
                "$"
                    + use.name()
                    + " is empty here: stage "
                    + stage.scope()
                    + " has no ARG "
                    + use.name()
                    + (global ? "; the one in front of FROM does not reach it." : "."))
            .edit(before, "ARG " + use.name() + "\n");
    return match.with("dockerfile", stage.from().text(), stage.from().place());
  }
}
