// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.teststate;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.ci.CiFile;
import dev.demarc.evidence.ci.CiStep;
import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.gomod.GoMod;
import dev.demarc.evidence.make.Makefile;
import dev.demarc.evidence.shell.ScriptOrigin;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.identify.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A script that may run tests: where its commands run, and what environment they see. */
record TestRun(Evidence evidence, ShellScript script) {
  private static final Set<String> MOVES = Set.of("cd", "pushd", "git");

  /** The folder that its commands run in, without a slash at the end; empty when nothing says. */
  Optional<String> folder() {
    if (script.commands().stream().anyMatch(one -> MOVES.contains(one.program()))) {
      return Optional.empty();
    }
    if (evidence.of(Makefile.class).anyMatch(file -> file.path().equals(script.path()))) {
      return Optional.of(script.path().substring(0, Math.max(0, script.path().lastIndexOf('/'))));
    }
    if (script.origin().kind() == ScriptOrigin.Kind.CI) {
      return steps()
          .filter(this::isOf)
          .map(CiStep::folder)
          .findFirst()
          .filter(folder -> folder.indexOf('$') < 0)
          .map(folder -> folder.replaceFirst("^\\./?", "").replaceFirst("/+$", ""));
    }
    List<GoMod> modules = evidence.of(GoMod.class).limit(2).toList();
    return modules.size() == 1 ? Optional.of(modules.getFirst().folder()) : Optional.empty();
  }

  /** The folder of the module that a folder belongs to. */
  String module(String folder) {
    return evidence
        .of(GoMod.class)
        .map(GoMod::folder)
        .filter(root -> root.isEmpty() || root.equals(folder) || folder.startsWith(root + "/"))
        .reduce("", (known, root) -> root.length() > known.length() ? root : known);
  }

  /** True when its file says GOMAXPROCS: -parallel is as large, where no flag says it. */
  boolean saysProcessors() {
    return settings("GOMAXPROCS").findAny().isPresent();
  }

  /** A GOFLAGS with {@code -p=1} that a command sees, as far as its file shows. */
  Optional<Setting> oneByVariable(ShellCommand command) {
    return settings("GOFLAGS")
        .filter(one -> one.constant() && TestCommand.isOne(one.value()))
        .filter(one -> reaches(one, command))
        .findFirst();
  }

  private Stream<Setting> settings(String name) {
    return evidence
        .of(Setting.class)
        .filter(one -> one.name().equals(name) && one.place().file().equals(script.path()));
  }

  private boolean reaches(Setting one, ShellCommand command) {
    if (sets(script, one.place())) {
      return command.hasPrefix(one.place()) || isExported(one, command);
    }
    boolean inScope =
        one.scope().isEmpty()
            || one.scope().equals(CiFile.ALL_JOBS)
            || one.scope().equals(script.origin().scope());
    return inScope && !isOfAnother(one);
  }

  private boolean isExported(Setting one, ShellCommand command) {
    return script.commands().stream()
        .takeWhile(before -> before != command)
        .filter(before -> before.program().equals("export"))
        .flatMap(before -> before.arguments().stream())
        .anyMatch(word -> word.place().equals(one.place()));
  }

  /** True when another script, or a step alone that runs another one, has it. */
  private boolean isOfAnother(Setting one) {
    boolean scripts =
        evidence
            .of(ShellScript.class)
            .filter(other -> other.path().equals(script.path()))
            .anyMatch(other -> sets(other, one.place()));
    return scripts
        || steps()
            .filter(step -> !isOf(step))
            .flatMap(step -> step.env().stream())
            .anyMatch(entry -> entry.place().equals(one.place()));
  }

  private Stream<CiStep> steps() {
    return evidence
        .of(CiFile.class)
        .filter(file -> file.path().equals(script.path()))
        .flatMap(file -> file.jobs().stream())
        .flatMap(job -> job.steps().stream());
  }

  private boolean isOf(CiStep step) {
    return step.script().filter(one -> one == script).isPresent();
  }

  private static boolean sets(ShellScript script, Place place) {
    return script.settings().stream().anyMatch(setting -> setting.place().equals(place));
  }
}
