// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.moduleproxy;

import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.gomod.GoMod;
import dev.demarc.evidence.gomod.GoWork;
import dev.demarc.evidence.shell.ScriptOrigin;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Paths;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** go.sum is not there, is removed, or is written anew by the build that it should check. */
final class GosumNotEnforced implements Rule {
  private static final Set<String> RESTORES = Set.of("cp", "mv", "git", "rsync");

  @Override
  public RuleId id() {
    return RuleId.of("module-proxy/gosum-not-enforced");
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
  public Reach reach() {
    return Reach.INPUT;
  }

  @Override
  public String why() {
    return "go.sum is what ties a build to the code that was looked at. Without it each build trusts"
        + " what it gets at that moment, and the checksum database only says that all get the same.";
  }

  @Override
  public String fix() {
    return "Commit go.sum, copy it beside go.mod, and build with -mod=readonly, which is the default;"
        + " run go mod tidy on a desk, and go mod tidy -diff in CI.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Stream<Match> modules = evidence.of(Paths.class).flatMap(paths -> withoutSum(evidence, paths));
    return Stream.concat(Stream.concat(modules, inScripts(evidence)), notCopied(evidence));
  }

  /** Where there is a go.sum that could be copied. */
  private static Stream<Match> notCopied(Evidence evidence) {
    boolean hasSum =
        evidence
            .of(Paths.class)
            .flatMap(paths -> paths.files().stream())
            .anyMatch(path -> path.equals("go.sum") || path.endsWith("/go.sum"));
    return hasSum ? evidence.of(Dockerfile.class).flatMap(SumNotCopied::in) : Stream.empty();
  }

  private static Stream<Match> withoutSum(Evidence evidence, Paths paths) {
    Set<String> together =
        evidence.of(GoWork.class).flatMap(GoWork::uses).collect(Collectors.toSet());
    return evidence
        .of(GoMod.class)
        .filter(mod -> !together.contains(mod.folder()))
        .filter(mod -> !paths.contains(in(mod.folder(), "go.sum")))
        .filter(mod -> !paths.hasFolder(in(mod.folder(), "vendor")))
        .flatMap(mod -> required(mod).stream());
  }

  private static String in(String folder, String file) {
    return folder.isEmpty() ? file : folder + "/" + file;
  }

  /** The first module that a checksum is needed for. */
  private static Optional<Match> required(GoMod mod) {
    Set<String> folders =
        mod.replaces()
            .filter(GoMod.Replace::isFolder)
            .map(GoMod.Replace::module)
            .collect(Collectors.toSet());
    return mod.requires()
        .filter(one -> !folders.contains(one.module()))
        .findFirst()
        .map(one ->
            Match.at(
                one.place(),
                "go.mod requires " + one.module() + ", and there is no go.sum beside it."));
  }

  private static Stream<Match> inScripts(Evidence evidence) {
    Map<String, List<ShellScript>> files =
        evidence
            .of(ShellScript.class)
            .collect(Collectors.groupingBy(ShellScript::path, TreeMap::new, Collectors.toList()));
    return files.values().stream().flatMap(GosumNotEnforced::inFile);
  }

  private static Stream<Match> inFile(List<ShellScript> scripts) {
    boolean checked =
        scripts.stream()
            .flatMap(script -> script.commands().stream())
            .anyMatch(GosumNotEnforced::asksForChanges);
    if (checked) {
      return Stream.empty();
    }
    return Stream.concat(
        scripts.stream().flatMap(GosumNotEnforced::removed),
        scripts.stream()
            .filter(script -> script.origin().kind() == ScriptOrigin.Kind.DOCKERFILE)
            .flatMap(script -> written(script, scripts)));
  }

  private static Stream<Match> removed(ShellScript script) {
    List<ShellCommand> commands = script.commands();
    return commands.stream()
        .filter(one -> removesSum(one) && isFollowedByGo(commands, one))
        .map(one ->
            Match.at(one.place(), "go.sum is removed, and the next go command writes it anew."));
  }

  private static Stream<Match> written(ShellScript script, List<ShellScript> scripts) {
    return script.commands().stream()
        .filter(one -> writesSum(one) && isBuiltAfter(one, script, scripts))
        .map(one ->
            Match.at(
                one.place(),
                "The image build writes go.sum itself (" + brief(one) + ") and then trusts it."));
  }

  private static boolean isBuiltAfter(
      ShellCommand write, ShellScript script, List<ShellScript> scripts) {
    return scripts.stream()
        .filter(one -> one.origin().scope().equals(script.origin().scope()))
        .flatMap(one -> one.commands().stream())
        .filter(one -> one.place().compareTo(write.place()) >= 0)
        .anyMatch(
            one -> one.runs("go", "build") || one.runs("go", "install") || one.runs("go", "test"));
  }

  private static String brief(ShellCommand command) {
    String text = command.toString();
    return text.length() > 60 ? text.substring(0, 59) + "…" : text;
  }

  private static boolean removesSum(ShellCommand command) {
    return command.program().equals("rm") && names(command, "go.sum") && !names(command, "go.mod");
  }

  /** False where a copy of it is put back first. */
  private static boolean isFollowedByGo(List<ShellCommand> commands, ShellCommand removal) {
    return commands.stream()
        .skip(commands.indexOf(removal) + 1L)
        .filter(one -> Environment.works(one) || RESTORES.contains(one.program()))
        .findFirst()
        .filter(Environment::works)
        .isPresent();
  }

  private static boolean names(ShellCommand command, String file) {
    return command.texts().stream()
        .anyMatch(text -> text.equals(file) || text.endsWith("/" + file));
  }

  private static boolean writesSum(ShellCommand command) {
    return (command.runs("go", "mod", "tidy") && !command.has("-diff"))
        || (command.has("-mod=mod") && Environment.works(command));
  }

  private static boolean asksForChanges(ShellCommand command) {
    return command.program().equals("git")
        && command.arguments().stream()
            .limit(3)
            .anyMatch(word -> word.is("diff") || word.is("status"));
  }
}
