// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Instruction;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.shell.Enclosure;
import dev.demarc.evidence.shell.Joint;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** ENTRYPOINT or CMD in shell form: a shell is pid 1, and SIGTERM ends there. */
final class ShellFormEntrypoint implements Rule {
  /** What may stand behind the program without being it. */
  private static final Set<String> TRAILING = Set.of("", "echo", "exit", "true", ":", "wait");

  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh", "ksh");

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/shell-form-entrypoint");
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
    return "A shell that is pid 1 hands no signal on: SIGTERM is lost, the program is killed without a word when the time to"
        + " stop is over, and its handler for a clean stop never runs.";
  }

  @Override
  public String fix() {
    return "Use the exec form, ENTRYPOINT [\"program\", \"argument\"], or put exec in front of the program.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(Dockerfile.class)
        .flatMap(file -> file.finalStage().flatMap(ShellFormEntrypoint::in).stream());
  }

  private static Optional<Match> in(Stage stage) {
    Optional<Instruction> entry =
        stage
            .instruction("ENTRYPOINT", Integer.MAX_VALUE)
            .or(() -> stage.instruction("CMD", Integer.MAX_VALUE))
            .filter(Instruction::isShellForm);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Instruction one = entry.get();
    if (ImageShell.isMissing(stage) && stage.instruction("SHELL", Integer.MAX_VALUE).isEmpty()) {
      return Optional.of(noShell(stage, one));
    }
    List<ShellCommand> commands =
        stage.script(one).commands().stream()
            .filter(command -> !command.isIn(Enclosure.Kind.SUBSTITUTION))
            .toList();
    if (!SHELLS.contains(stage.script(one).origin().dialect())
        || commands.stream()
            .anyMatch(command -> command.program().equals("trap") || command.isBehind("exec"))) {
      return Optional.empty();
    }
    return commands.reversed().stream()
        .filter(command -> !TRAILING.contains(command.program()) && LongLived.is(command, stage))
        .findFirst()
        .flatMap(command -> child(stage, one, command, command == commands.getLast()));
  }

  private static Match noShell(Stage stage, Instruction one) {
    return Match.at(
            one.place(),
            one.keyword()
                + " in shell form needs /bin/sh, and "
                + stage.image().text()
                + " has none: the container cannot start.")
        .as(Severity.HIGH)
        .remedy("Use the exec form: " + one.keyword() + " [\"program\", \"argument\"].");
  }

  private static String words(ImageShell shell, ShellCommand command, boolean plain) {
    if (shell == ImageShell.UNKNOWN && plain && ImageShell.BASH.replacesItself(command)) {
      return "unless the shell of this image replaces itself, it is pid 1 and SIGTERM does not reach "
          + command.program()
          + ".";
    }
    return shell.words()
        + " is pid 1 and starts "
        + command.program()
        + " as its child; SIGTERM does not reach it.";
  }

  private static Optional<Match> child(
      Stage stage, Instruction one, ShellCommand command, boolean last) {
    ImageShell shell = ImageShell.of(stage, one);
    boolean plain = last && command.before() != Joint.PIPE && command.after() != Joint.BACKGROUND;
    if (plain && shell.replacesItself(command)) {
      return Optional.empty();
    }
    Match match =
        Match.at(one.place(), one.keyword() + " in shell form: " + words(shell, command, plain))
            .with("dockerfile", stage.from().text(), stage.from().place());
    if (plain && command.within().isEmpty() && !command.words().isEmpty()) {
      Place at = command.words().getFirst().place();
      match =
          match.edit(new Place(at.file(), at.line(), at.column(), at.line(), at.column()), "exec ");
    }
    return Optional.of(shell == ImageShell.UNKNOWN ? match.as(Severity.LOW) : match);
  }
}
