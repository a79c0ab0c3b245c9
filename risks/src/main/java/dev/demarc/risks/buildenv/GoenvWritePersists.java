// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.dockerfile.Word;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellWord;
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

/** {@code go env -w} in a stage whose files another stage starts from or copies. */
final class GoenvWritePersists implements Rule {
  /** These change what is built; the others only where it comes from. */
  private static final Set<String> BUILDS =
      Set.of(
          "GOOS",
          "GOARCH",
          "GOARM",
          "GOAMD64",
          "GOFLAGS",
          "CGO_ENABLED",
          "GOEXPERIMENT",
          "GOTOOLCHAIN");

  @Override
  public RuleId id() {
    return RuleId.of("build-env/goenv-write-persists");
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
    return "go env -w writes a file, $HOME/.config/go/env, which stays in the layer where an export does not. Every later go"
        + " command with that file obeys it, and an empty variable does not undo it.";
  }

  @Override
  public String fix() {
    return "Set the variable in front of the command that needs it, or by ENV where one can read it; go env -u NAME takes it back.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Run.in(evidence).flatMap(GoenvWritePersists::in);
  }

  private static Stream<Match> in(Run run) {
    List<String> heirs = heirs(run.file(), run.stage());
    if (heirs.isEmpty()) {
      return Stream.empty();
    }
    return run.commands().stream()
        .filter(command -> command.runs("go", "env") && command.has("-w"))
        .flatMap(command -> written(run, command).stream())
        .map(one -> match(one, heirs));
  }

  /** The variable of a command that matters most. */
  private static Optional<ShellWord> written(Run run, ShellCommand command) {
    return command.arguments().stream()
        .filter(word -> word.text().indexOf('=') > 0 && !word.text().startsWith("-"))
        .filter(word -> !isUndone(run, name(word)))
        .min((a, b) -> Boolean.compare(BUILDS.contains(name(b)), BUILDS.contains(name(a))));
  }

  private static String name(ShellWord word) {
    return word.text().substring(0, word.text().indexOf('='));
  }

  private static boolean isUndone(Run run, String name) {
    return Run.in(run.file(), run.stage())
        .flatMap(other -> other.commands().stream())
        .anyMatch(command -> command.runs("go", "env") && command.has("-u") && command.has(name));
  }

  private static List<String> heirs(Dockerfile file, Stage stage) {
    return Stream.concat(
            file.children(stage).stream()
                .filter(child -> Run.in(file, child).anyMatch(GoenvWritePersists::callsGo)),
            file.stages().stream().filter(other -> copiesHome(other, stage)))
        .map(Stage::toString)
        .distinct()
        .toList();
  }

  /** A stage that never calls go does not care. */
  private static boolean callsGo(Run run) {
    return run.commands().stream()
        .anyMatch(command -> command.program().equals("go") || command.program().equals("make"));
  }

  private static boolean copiesHome(Stage other, Stage stage) {
    return other.sources().stream()
        .filter(source -> source.stage().filter(stage::equals).isPresent())
        .filter(source -> source.instruction().is("COPY"))
        .flatMap(source -> source.instruction().words().stream().limit(sources(source)))
        .map(Word::text)
        .anyMatch(GoenvWritePersists::holdsHome);
  }

  /** The last word is where it goes. */
  private static int sources(Stage.Source source) {
    return Math.max(0, source.instruction().words().size() - 1);
  }

  private static boolean holdsHome(String path) {
    String plain =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return Set.of("/", "/root", "/root/.config", "/root/.config/go", "/home", "$HOME")
            .contains(plain)
        || (plain.startsWith("/home/") && plain.indexOf('/', 6) < 0);
  }

  private static Match match(ShellWord one, List<String> heirs) {
    boolean builds = BUILDS.contains(name(one));
    Match match =
        Match.at(
            one.place(),
            "go env -w "
                + name(one)
                + " stays in the file system, and "
                + String.join(", ", heirs)
                + (heirs.size() == 1 ? " takes it over" : " take it over")
                + (builds ? "." : "; it changes where modules come from, not what is built."));
    return builds ? match : match.as(Severity.MEDIUM);
  }
}
