// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource.exec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What kind of program a command is, as far as its name says. */
public enum Program {
  SHELL,
  PYTHON,
  JAVA,
  NODE,
  RUBY,
  PERL,
  PHP,
  /** A program of another name: compiled, or a script that does not say so. */
  PLAIN,
  /** The source does not say which. */
  UNKNOWN;

  /** Options of interpreters that take the next word: what follows is no script. */
  private static final Map<Program, List<String>> WITH_VALUE =
      Map.of(
          SHELL, List.of("-o", "-O", "--rcfile", "--init-file"),
          PYTHON, List.of("-W", "-X"),
          JAVA, List.of("-cp", "-classpath", "--class-path", "-p", "--module-path"),
          NODE, List.of("-r", "--require", "--import"),
          RUBY, List.of("-I", "-r"),
          PERL, List.of("-I"),
          PHP, List.of("-c", "-d"));

  /** Base names of the runtime, without versions. */
  private List<String> names() {
    return switch (this) {
      case SHELL -> List.of("sh", "bash", "dash", "ash", "zsh", "ksh");
      case PYTHON -> List.of("python", "pypy");
      case JAVA -> List.of("java");
      case NODE -> List.of("node", "nodejs", "deno", "bun");
      case RUBY -> List.of("ruby", "jruby");
      case PERL -> List.of("perl");
      case PHP -> List.of("php");
      case PLAIN, UNKNOWN -> List.of();
    };
  }

  /** Endings of files that the runtime reads. */
  private List<String> endings() {
    return switch (this) {
      case SHELL -> List.of(".sh", ".bash");
      case PYTHON -> List.of(".py");
      case JAVA -> List.of(".jar");
      case NODE -> List.of(".js", ".mjs", ".cjs");
      case RUBY -> List.of(".rb");
      case PERL -> List.of(".pl");
      case PHP -> List.of(".php");
      case PLAIN, UNKNOWN -> List.of();
    };
  }

  /** The kind of a command by its base name: {@code /usr/bin/python3.11} is PYTHON. */
  public static Program of(String command) {
    String base = base(command);
    String bare = base.replaceFirst("[0-9.]+$", "").replaceFirst("\\.exe$", "");
    for (Program program : values()) {
      if (program.names().contains(bare) || program.endings().stream().anyMatch(base::endsWith)) {
        return program;
      }
    }
    return PLAIN;
  }

  private static String base(String command) {
    return command.substring(command.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  /** The word of the report. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True for a program whose code another runtime reads: no plain binary, and known. */
  public boolean isInterpreted() {
    return this != PLAIN && this != UNKNOWN;
  }

  /** True when a word is a script of this kind by its ending. */
  public boolean isScript(String word) {
    String base = base(word);
    return endings().stream().anyMatch(base::endsWith);
  }

  /** The script among known arguments; an unknown argument is an empty one, and ends the search. */
  Optional<String> script(String command, List<Optional<String>> arguments) {
    if (isScript(command)) {
      return Optional.of(command);
    }
    List<String> skip = WITH_VALUE.getOrDefault(this, List.of());
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).isEmpty()) {
        return Optional.empty();
      }
      String word = arguments.get(i).get();
      if (word.equals("-jar")) {
        return i + 1 < arguments.size() ? arguments.get(i + 1) : Optional.empty();
      }
      if (skip.contains(word)) {
        i++;
      } else if (isInlineText(word)) {
        return Optional.empty();
      } else if (!word.startsWith("-")) {
        return this == JAVA ? Optional.empty() : Optional.of(word);
      }
    }
    return Optional.empty();
  }

  private boolean isInlineText(String word) {
    return switch (this) {
      case SHELL -> isCommandFlag(word);
      case PYTHON -> word.equals("-c") || word.equals("-m");
      case NODE, PERL, RUBY -> word.equals("-e") || word.equals("-p");
      case PHP -> word.equals("-r");
      case JAVA, PLAIN, UNKNOWN -> false;
    };
  }

  /** True for {@code -c} of a shell, also joined with other letters: {@code -ec}, {@code -lc}. */
  public static boolean isCommandFlag(String word) {
    return word.matches("-[a-zA-Z]*c");
  }
}
