// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Instruction;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.identify.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A RUN in shell form. */
record Run(Dockerfile file, Stage stage, Instruction instruction, ShellScript script) {
  static Stream<Run> in(Evidence evidence) {
    return evidence.of(Dockerfile.class).flatMap(Run::in);
  }

  static Stream<Run> in(Dockerfile file) {
    return file.stages().stream().flatMap(stage -> in(file, stage));
  }

  static Stream<Run> in(Dockerfile file, Stage stage) {
    return stage.shellForms("RUN").stream()
        .map(run -> new Run(file, stage, run, stage.script(run)));
  }

  List<ShellCommand> commands() {
    return script.commands();
  }

  int order() {
    return instruction.order();
  }

  /** True when the script gives the variable a value itself, before or at this command. */
  boolean sets(String name) {
    return script.settings().stream().anyMatch(setting -> setting.name().equals(name));
  }

  /** The value that a command gives a variable in front of its own words. */
  static Optional<String> assigned(ShellCommand command, String name) {
    return Stream.concat(
            command.assignments().stream(),
            command.words().stream().flatMap(word -> word.assignment().stream()))
        .filter(one -> one.name().equals(name))
        .map(one -> one.value())
        .reduce((_, last) -> last);
  }

  /** True for a command that compiles packages of this repository. */
  static boolean builds(ShellCommand command) {
    return command.runs("go", "build")
        || (command.runs("go", "install")
            && command.arguments().stream().noneMatch(word -> word.text().indexOf('@') >= 0));
  }
}
