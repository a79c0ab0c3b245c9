// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.shell.ScriptOrigin;
import dev.demarc.evidence.shell.ShellScript;
import java.util.List;
import java.util.Locale;

/** The text of a {@code RUN}, as the shell of its stage reads it. */
final class RunScript {
  private RunScript() {}

  static ShellScript of(Stage stage, Instruction run) {
    List<String> shell = stage.shell(run.order());
    Passage script = run.script();
    String dialect =
        script.text(0, Math.min(2, script.bytes().length)).equals("#!")
            ? interpreter(script)
            : base(shell.getFirst());
    return ShellScript.of(
        script,
        new ScriptOrigin(
            ScriptOrigin.Kind.DOCKERFILE, stage.scope(), dialect, endsAtFailure(shell)));
  }

  /** A here-document that begins with {@code #!} becomes a file that is run. */
  private static String interpreter(Passage script) {
    int end = 2;
    while (end < script.bytes().length && end < 200 && script.bytes()[end] != '\n') {
      end++;
    }
    List<String> words = List.of(script.text(2, end).strip().split("[ \t]+", 3));
    String first = base(words.getFirst());
    return first.equals("env") && words.size() > 1 ? base(words.get(1)) : first;
  }

  private static String base(String program) {
    String path = program.replace('\\', '/').toLowerCase(Locale.ROOT);
    String name = path.substring(path.lastIndexOf('/') + 1);
    String plain = name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
    return plain.equals("powershell") ? "pwsh" : plain;
  }

  /** {@code SHELL ["/bin/bash", "-eo", "pipefail", "-c"]}. */
  private static boolean endsAtFailure(List<String> shell) {
    return shell.stream()
            .skip(1)
            .anyMatch(word ->
                word.length() > 1
                    && word.charAt(0) == '-'
                    && word.charAt(1) != '-'
                    && word.indexOf('e') > 0)
        || shell.contains("errexit");
  }
}
