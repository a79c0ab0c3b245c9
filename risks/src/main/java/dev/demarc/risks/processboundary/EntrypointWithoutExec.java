// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Instruction;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.shell.Enclosure;
import dev.demarc.evidence.shell.Joint;
import dev.demarc.evidence.shell.ScriptOrigin;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The script that starts an image stays, and the program is its child. */
final class EntrypointWithoutExec implements Rule {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash");

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/entrypoint-without-exec");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public Reach reach() {
    return Reach.INPUT; // the script may lie in another folder than the Dockerfile
  }

  @Override
  public String why() {
    return "A shell that runs a script waits for its last command and does not hand signals on. As pid 1 it gets the SIGTERM of"
        + " a stop, the program does not, and after the grace period everything is killed.";
  }

  @Override
  public String fix() {
    return "Write exec in front of the last command: exec \"$@\".";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    List<ShellScript> scripts =
        evidence
            .of(ShellScript.class)
            .filter(script -> script.origin().kind() == ScriptOrigin.Kind.FILE)
            .toList();
    return evidence.of(Dockerfile.class).flatMap(file -> in(file, scripts).stream());
  }

  private static Optional<Match> in(Dockerfile file, List<ShellScript> scripts) {
    Optional<Stage> stage = file.finalStage();
    Optional<Instruction> entry =
        stage.flatMap(last -> last.instruction("ENTRYPOINT", Integer.MAX_VALUE));
    return entry
        .flatMap(Instruction::exec)
        .flatMap(EntrypointWithoutExec::script)
        .flatMap(name -> resolve(file, name, scripts))
        .flatMap(script -> match(script, stage.orElseThrow(), entry.orElseThrow()));
  }

  /** The script that the words start, itself or by a shell; an init has its own ways. */
  private static Optional<String> script(List<String> words) {
    int at = !words.isEmpty() && SHELLS.contains(base(words.getFirst())) ? 1 : 0;
    return at < words.size() && !words.get(at).startsWith("-")
        ? Optional.of(base(words.get(at)))
        : Optional.empty();
  }

  /** The file of this name beside the Dockerfile or below it, else the only one of the input. */
  private static Optional<ShellScript> resolve(
      Dockerfile file, String name, List<ShellScript> scripts) {
    List<ShellScript> named =
        scripts.stream().filter(script -> base(script.path()).equals(name)).toList();
    String folder = file.path().substring(0, file.path().lastIndexOf('/') + 1);
    List<ShellScript> near =
        named.stream().filter(script -> script.path().startsWith(folder)).toList();
    List<ShellScript> some = near.isEmpty() ? named : near;
    return some.size() == 1 ? Optional.of(some.getFirst()) : Optional.empty();
  }

  private static Optional<Match> match(ShellScript script, Stage stage, Instruction entry) {
    List<ShellCommand> commands =
        script.commands().stream()
            .filter(command -> !command.isIn(Enclosure.Kind.SUBSTITUTION))
            .toList();
    boolean handled =
        commands.isEmpty()
            || commands.stream()
                .anyMatch(command ->
                    Set.of("trap", "wait").contains(command.program())
                        || command.program().equals("exec")
                        || command.isBehind("exec"));
    if (handled) {
      return Optional.empty();
    }
    ShellCommand last = commands.getLast();
    if (last.after() == Joint.BACKGROUND
        || last.isIn(Enclosure.Kind.FUNCTION)
        || last.isIn(Enclosure.Kind.LOOP)) {
      return Optional.empty();
    }
    boolean given = last.words().size() == 1 && last.words().getFirst().text().equals("$@");
    Optional<ShellCommand> program = given ? command(stage) : Optional.of(last);
    return program
        .filter(one -> LongLived.is(one, stage))
        .map(one ->
            Match.at(
                    last.place(),
                    "This script stays pid 1 and starts "
                        + one.program()
                        + " as its child: SIGTERM reaches the shell, and not the program.")
                .with("dockerfile", entry.text(), entry.place()));
  }

  /** What CMD gives to {@code "$@"}. */
  private static Optional<ShellCommand> command(Stage stage) {
    return stage
        .instruction("CMD", Integer.MAX_VALUE)
        .flatMap(Instruction::exec)
        .map(words -> ShellScript.commands(String.join(" ", words)))
        .filter(commands -> commands.size() == 1)
        .map(List::getFirst);
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
