// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.dockerfile.Variable;
import dev.demarc.evidence.dockerfile.Word;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The platform of the stage that builds and the platform of what it builds do not fit. */
final class PlatformStageMismatch implements Rule {
  /** A script that calls these may set the platform where nobody sees it. */
  private static final Set<String> OPAQUE = Set.of("eval", "source", ".", "xx-go", "goxx-go");

  @Override
  public RuleId id() {
    return RuleId.of("build-env/platform-stage-mismatch");
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
    return "A stage without --platform runs on the platform that is built for, in an emulator where the machine is another one;"
        + " a stage on $BUILDPLATFORM builds for the machine unless GOARCH says otherwise. The compiler can do either"
        + " well, the Dockerfile has to say which.";
  }

  @Override
  public String fix() {
    return "FROM --platform=$BUILDPLATFORM for the stage that compiles, ARG TARGETOS and TARGETARCH in it, and GOOS=$TARGETOS GOARCH=$TARGETARCH for go build.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence.of(Dockerfile.class).flatMap(PlatformStageMismatch::in);
  }

  private static Stream<Match> in(Dockerfile file) {
    List<Match> found = new ArrayList<>();
    for (Stage stage : file.finalStage().map(file::needs).orElse(Set.of())) {
      for (Run run : Run.in(file, stage).toList()) {
        Optional<Match> one = in(run);
        one.filter(match -> found.stream().noneMatch(other -> other.place().equals(match.place())))
            .ifPresent(found::add);
        if (one.isPresent()) {
          break;
        }
      }
    }
    return found.stream();
  }

  private static Optional<Match> in(Run run) {
    if (run.commands().stream().anyMatch(command -> OPAQUE.contains(command.program()))) {
      return Optional.empty();
    }
    return run.commands().stream()
        .filter(command -> command.runs("go", "build"))
        .findFirst()
        .flatMap(build ->
            Platforms.isOnBuilder(run.stage()) ? hostBinary(run, build) : emulated(run, build));
  }

  /** On the build platform, for the build platform, and copied to where another one is meant. */
  private static Optional<Match> hostBinary(Run run, ShellCommand build) {
    boolean says =
        run.sets("GOARCH")
            || run.stage().variable("GOARCH", run.order()).isPresent()
            || Run.in(run.file(), run.stage()).anyMatch(PlatformStageMismatch::writesGoEnv);
    Optional<Stage> taker =
        run.file().stages().stream()
            .filter(other -> takesProgram(other, run, build))
            .filter(Platforms::isOnTarget)
            .findFirst();
    if (says || taker.isEmpty() || !isImage(run.stage())) {
      return Optional.empty();
    }
    return Optional.of(
        Match.at(
                build.place(),
                "go build on $BUILDPLATFORM without GOARCH makes a binary of the build machine, and stage "
                    + taker.get().scope()
                    + " copies it into an image of the target platform.")
            .with("dockerfile", run.stage().from().text(), run.stage().from().place()));
  }

  /** The head of the chain is an image of which it is known that it sets no GOARCH. */
  private static boolean isImage(Stage stage) {
    String image = Platforms.first(stage).base().text();
    return image.startsWith("golang") || image.contains("/golang");
  }

  private static boolean writesGoEnv(Run run) {
    return run.commands().stream()
        .anyMatch(command -> command.runs("go", "env") && command.has("-w"));
  }

  /** The other stage copies a file that bears the name of the output, or its folder. */
  private static boolean takesProgram(Stage other, Run run, ShellCommand build) {
    Optional<String> output = output(build);
    return other.sources().stream()
        .filter(source -> source.instruction().is("COPY"))
        .filter(source -> source.stage().filter(run.stage()::equals).isPresent())
        .flatMap(source -> source.instruction().words().stream())
        .map(Word::text)
        .anyMatch(path -> output.filter(out -> isPart(base(out), path)).isPresent());
  }

  private static boolean isPart(String name, String path) {
    return !name.isEmpty() && base(path).equals(name);
  }

  private static String base(String path) {
    String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return plain.substring(plain.lastIndexOf('/') + 1);
  }

  private static Optional<String> output(ShellCommand build) {
    List<String> words = build.texts();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("-o") && i + 1 < words.size()) {
        return Optional.of(words.get(i + 1));
      }
      if (words.get(i).startsWith("-o=")) {
        return Optional.of(words.get(i).substring(3));
      }
    }
    return Optional.empty();
  }

  /** GOARCH is TARGETARCH, in a stage that runs on the target platform already. */
  private static Optional<Match> emulated(Run run, ShellCommand build) {
    Stage first = Platforms.first(run.stage());
    if (first.platform().isPresent() || !isImage(run.stage()) || !asksForTarget(run, build)) {
      return Optional.empty();
    }
    Optional<String> cgo =
        Run.assigned(build, "CGO_ENABLED")
            .or(() ->
                run.stage().variable("CGO_ENABLED", run.order()).map(one -> one.value().text()))
            .or(() ->
                run.script().settings().stream()
                    .filter(setting -> setting.name().equals("CGO_ENABLED"))
                    .map(setting -> setting.value())
                    .findFirst());
    if (cgo.filter(value -> !value.equals("0")).isPresent()) {
      return Optional.empty();
    }
    Match match =
        Match.at(
                first.from().place(),
                "Stage "
                    + run.stage().scope()
                    + " cross-compiles with GOARCH=$TARGETARCH, but has no --platform=$BUILDPLATFORM: the compiler runs in an emulator"
                    + (cgo.isPresent() ? "." : " (right only if cgo is meant)."))
            .with("dockerfile", build.toString(), build.place());
    return Optional.of(cgo.isPresent() ? match : match.as(Severity.LOW));
  }

  private static boolean asksForTarget(Run run, ShellCommand build) {
    Optional<String> own = Run.assigned(build, "GOARCH");
    if (own.isPresent()) {
      return own.get().contains("TARGETARCH")
          && run.stage().variable("TARGETARCH", run.order()).isPresent();
    }
    return run.stage()
        .variable("GOARCH", run.order())
        .filter(Variable::isEnv)
        .flatMap(one -> one.pair().value())
        .filter(word -> word.text().contains("TARGETARCH"))
        .isPresent();
  }
}
