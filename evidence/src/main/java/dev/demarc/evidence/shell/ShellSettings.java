// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.environment.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment variables that the commands of a script set, for themselves or for others. */
final class ShellSettings {
  private static final Set<String> DECLARES =
      Set.of("export", "readonly", "declare", "typeset", "local");
  private static final Pattern NAMED =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
  private static final Pattern LINE =
      Pattern.compile("(?:export )?([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);

  private final ScriptOrigin origin;
  private final List<Setting> settings = new ArrayList<>();

  private ShellSettings(ScriptOrigin origin) {
    this.origin = origin;
  }

  static List<Setting> of(ScriptOrigin origin, List<ShellCommand> commands) {
    ShellSettings all = new ShellSettings(origin);
    commands.forEach(all::add);
    return List.copyOf(all.settings);
  }

  private void add(ShellCommand command) {
    command.assignments().forEach(this::add);
    command.lead().forEach(this::add);
    if (DECLARES.contains(command.program()) || command.program().equals("env")) {
      command.arguments().forEach(this::addArgument);
    } else if (command.runs("go", "env") && command.has("-w")) {
      command.arguments().forEach(this::addArgument);
    } else if (command.program().equals("echo") && tellsCi(command)) {
      command.arguments().forEach(word -> addLine(word, LINE));
    }
  }

  private void add(ShellWord word) {
    word.assignment().ifPresent(this::add);
  }

  /** A builtin or a program sees the word without its quotes: {@code export "X=1"}. */
  private void addArgument(ShellWord word) {
    if (word.assignment().isPresent()) {
      add(word);
    } else if (word.isQuoted()) {
      addLine(word, NAMED);
    }
  }

  private void add(ShellAssignment one) {
    add(one.name(), one.value(), one.isConstant() && !one.appends(), one.word());
  }

  /** {@code echo "X=1" >> "$GITHUB_ENV"}: a variable of the steps that follow. */
  private static boolean tellsCi(ShellCommand command) {
    return command.redirects().stream()
        .filter(ShellRedirect::takesOutput)
        .flatMap(one -> one.target().variables().stream())
        .anyMatch(name -> name.equals("GITHUB_ENV") || name.equals("BASH_ENV"));
  }

  private void addLine(ShellWord word, Pattern form) {
    Matcher line = form.matcher(word.text());
    if (line.matches()) {
      add(line.group(1), line.group(2), word.isConstant(), word);
    }
  }

  private void add(String name, String value, boolean constant, ShellWord word) {
    settings.add(new Setting(name, value, constant, source(), origin.scope(), word.place()));
  }

  private Setting.Source source() {
    return switch (origin.kind()) {
      case FILE -> Setting.Source.SHELL;
      case DOCKERFILE -> Setting.Source.DOCKERFILE;
      case CI -> Setting.Source.CI;
      case MAKE -> Setting.Source.MAKE;
    };
  }
}
