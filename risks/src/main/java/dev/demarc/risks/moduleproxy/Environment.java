// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.moduleproxy;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.exec.GoSettings;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.identify.Evidence;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The variables of the go command that a folder sets, and the go commands that see them. */
final class Environment {
  private static final Set<String> WORKS =
      Set.of("build", "test", "install", "get", "run", "mod", "vet");

  private Environment() {}

  /** What sets one of these variables to a value that is all there. */
  static Stream<Setting> settings(Evidence evidence, String... names) {
    Set<String> wanted = Set.of(names);
    Stream<Setting> inGo = evidence.of(GoPackage.class).flatMap(one -> GoSettings.of(one).stream());
    return Stream.concat(evidence.of(Setting.class), inGo)
        .filter(one -> wanted.contains(one.name()) && one.constant() && !one.value().isEmpty());
  }

  /**
   * The go commands that download or build, in scripts of the setting's file; what stands before a
   * program reaches that program alone.
   */
  static Stream<ShellCommand> goCommands(Evidence evidence, Setting seen) {
    List<ShellCommand> commands =
        evidence
            .of(ShellScript.class)
            .filter(script -> script.path().equals(seen.place().file()))
            .filter(script -> meets(script.origin().scope(), seen.scope()))
            .flatMap(script -> script.commands().stream())
            .toList();
    List<ShellCommand> own =
        commands.stream().filter(command -> command.hasPrefix(seen.place())).toList();
    return (own.isEmpty() ? commands : own).stream().filter(Environment::works);
  }

  private static boolean meets(String script, String setting) {
    return setting.isEmpty() || setting.equals("workflow") || setting.equals(script);
  }

  static boolean works(ShellCommand command) {
    return command.program().equals("go")
        && !command.arguments().isEmpty()
        && WORKS.contains(command.arguments().getFirst().text());
  }
}
