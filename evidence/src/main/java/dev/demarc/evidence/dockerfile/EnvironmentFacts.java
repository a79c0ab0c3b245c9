// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.shell.ShellScript;
import java.util.ArrayList;
import java.util.List;

/** What a Dockerfile gives to rules that ask for variables and scripts, whatever the file. */
final class EnvironmentFacts {
  private EnvironmentFacts() {}

  static List<Object> of(Dockerfile file) {
    char escape = file.directives().getOrDefault("escape", "\\").equals("`") ? '`' : '\\';
    List<Object> facts = new ArrayList<>();
    for (Variable variable : file.globals()) {
      add(variable, "", escape, facts);
    }
    for (Stage stage : file.stages()) {
      for (Variable variable : stage.written()) {
        add(variable, stage.scope(), escape, facts);
      }
      for (Instruction run : stage.shellForms("RUN")) {
        ShellScript script = stage.script(run);
        facts.add(script);
        facts.addAll(script.settings());
      }
    }
    return facts;
  }

  private static void add(Variable variable, String scope, char escape, List<Object> into) {
    variable
        .pair()
        .value()
        .ifPresent(word -> {
          boolean constant = word.text().indexOf('$') < 0;
          into.add(
              new Setting(
                  variable.name(),
                  Quotes.off(word.text(), escape),
                  constant,
                  Setting.Source.DOCKERFILE,
                  scope,
                  variable.place()));
        });
  }
}
