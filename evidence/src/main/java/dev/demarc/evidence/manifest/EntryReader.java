// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.manifest;

import dev.demarc.evidence.process.ProcessRedaction;
import dev.demarc.evidence.shell.Enclosure;
import dev.demarc.evidence.shell.Joint;
import dev.demarc.evidence.shell.ShellAssignment;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the command of a container: what it starts in the end, and what it sets on the way. */
final class EntryReader {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "ksh", "zsh");

  /** They start what stands behind their options, in the environment that they got. */
  private static final Set<String> PASSING =
      Set.of("tini", "dumb-init", "catatonit", "docker-init", "nohup", "setsid", "exec");

  /** They do so behind the name of a user. */
  private static final Set<String> AS_USER = Set.of("gosu", "su-exec");

  private static final Set<String> READS_MORE = Set.of(".", "source", "eval");

  /** They are done by the shell, or end at once: what is set for them alone starts nothing. */
  private static final Set<String> STARTS_NOTHING =
      Set.of("true", "false", ":", "test", "[", "[[", "echo", "printf", "read", "cd", "date");

  private final Set<String> declared;
  private final int line;
  private final SequencedMap<String, DeclaredVariable> sets = new LinkedHashMap<>();
  private int clears;
  private String opaque = "";

  private EntryReader(Set<String> declared, int line) {
    this.declared = declared;
    this.line = line;
  }

  /**
   * Reads a command; empty when there is none.
   *
   * @param declared the names of variables that are in the environment of its first program
   */
  static Optional<Entry> of(List<String> words, boolean isCertain, Set<String> declared, int line) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    EntryReader reader = new EntryReader(declared, line);
    List<String> program = reader.program(words);
    String kept = program.isEmpty() ? "" : ProcessRedaction.arguments(String.join("\0", program));
    List<String> arguments = Stream.of(kept.split("\0", -1)).filter(w -> !w.isEmpty()).toList();
    return Optional.of(new Entry(arguments, isCertain, reader.sets, reader.clears, reader.opaque));
  }

  /** The words from the program on that is started in the end. */
  private List<String> program(List<String> words) {
    List<String> rest = words;
    while (!rest.isEmpty()) {
      String name = base(rest.getFirst());
      List<String> behind = rest.subList(1, rest.size());
      if (name.equals("env")) {
        rest = behindEnv(behind);
      } else if (PASSING.contains(name)) {
        rest = behindOptions(behind);
      } else if (AS_USER.contains(name) && behind.size() > 1) {
        rest = behind.subList(1, behind.size());
      } else if (SHELLS.contains(name) && behind.size() > 1 && isScript(behind.getFirst())) {
        return script(behind.getFirst(), behind.get(1));
      } else {
        return rest;
      }
    }
    return rest;
  }

  private static boolean isScript(String option) {
    return option.matches("-[a-z]*c");
  }

  private static List<String> behindOptions(List<String> words) {
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-")) {
      if (words.get(at++).equals("--")) {
        break;
      }
    }
    return words.subList(at, words.size());
  }

  private List<String> behindEnv(List<String> words) {
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at);
      int equals = word.indexOf('=');
      if (word.equals("-i") || word.equals("-") || word.equals("--ignore-environment")) {
        sets.clear();
        clears = line;
      } else if (word.equals("-u") && at + 1 < words.size()) {
        unset(words.get(++at));
      } else if (word.startsWith("--unset=")) {
        unset(word.substring(equals + 1));
      } else if (word.startsWith("-") && !word.equals("--")) {
        opaque = "env takes options that are not read here";
      } else if (equals > 0) {
        boolean isConstant = word.indexOf('$') < 0;
        set(word.substring(0, equals), word.substring(equals + 1), isConstant);
      } else if (!word.equals("--")) {
        return words.subList(at, words.size());
      }
      at++;
    }
    return List.of();
  }

  private List<String> script(String option, String text) {
    List<ShellCommand> commands = ShellScript.commands(text);
    if (option.contains("l")) {
      opaque = "a login shell reads profiles first";
    }
    for (ShellCommand command : commands) {
      run(command, command == commands.getLast());
    }
    if (commands.isEmpty()) {
      return List.of();
    }
    ShellCommand last = commands.getLast();
    if (!isSure(last) || commands.stream().anyMatch(one -> one != last && isAnotherStart(one))) {
      opaque = "its script starts it in several ways";
    }
    return last.words().isEmpty() ? List.of() : program(last.texts());
  }

  /** Whether it runs whatever came before, and in the shell itself. */
  private static boolean isSure(ShellCommand command) {
    return command.within().isEmpty()
        && command.before() != Joint.AND
        && command.before() != Joint.OR
        && command.before() != Joint.PIPE
        && command.after() != Joint.PIPE;
  }

  /** Whether a command that is not the last may be what runs in the end, set up in its own way. */
  private static boolean isAnotherStart(ShellCommand command) {
    boolean isSetUp =
        Stream.concat(
                command.assignments().stream(),
                command.words().stream().flatMap(word -> word.assignment().stream()))
            .anyMatch(one -> DeclaredVariable.isWatched(one.name()));
    return !command.words().isEmpty()
        && !command.isIn(Enclosure.Kind.SUBSTITUTION)
        && !STARTS_NOTHING.contains(command.program())
        && !command.program().equals("export")
        && (isSetUp || command.isBehind("exec") || command.isBehind("env"));
  }

  private void run(ShellCommand command, boolean isLast) {
    boolean isSure = isSure(command);
    boolean isElsewhere =
        command.isIn(Enclosure.Kind.SUBSTITUTION) || command.isIn(Enclosure.Kind.SUBSHELL);
    if (READS_MORE.contains(command.program())) {
      opaque = "its script reads another file, or text that it makes";
    } else if (command.words().isEmpty() && !isElsewhere) {
      for (ShellAssignment one : command.assignments()) {
        boolean isPassedOn = declared.contains(one.name()) || sets.containsKey(one.name());
        set(one.name(), one.value(), isSure && isPassedOn && isPlain(one));
      }
    } else if (command.program().equals("export") && !isElsewhere) {
      command.arguments().stream()
          .flatMap(word -> word.assignment().stream())
          .forEach(one -> set(one.name(), one.value(), isSure && isPlain(one)));
    } else if (command.program().equals("unset") && !isElsewhere) {
      for (String name : command.texts()) {
        if (isSure) {
          unset(name);
        } else {
          set(name, "", false);
        }
      }
    } else if (isLast) {
      command.assignments().forEach(one -> set(one.name(), one.value(), isPlain(one)));
    }
  }

  private static boolean isPlain(ShellAssignment one) {
    return one.isConstant() && !one.appends();
  }

  private void set(String name, String value, boolean isConstant) {
    if (DeclaredVariable.isWatched(name)) {
      sets.put(
          name,
          isConstant
              ? DeclaredVariable.set(name, value, line)
              : DeclaredVariable.unknown(name, "the command makes its value", line));
    }
  }

  private void unset(String name) {
    if (DeclaredVariable.isWatched(name)) {
      sets.put(name, DeclaredVariable.unset(name, line));
    }
  }

  /** By name, the watched ones. */
  static SequencedMap<String, DeclaredVariable> byName(List<DeclaredVariable> all) {
    SequencedMap<String, DeclaredVariable> named = new LinkedHashMap<>();
    for (DeclaredVariable one : all) {
      if (DeclaredVariable.isWatched(one.name())) {
        named.put(one.name(), one);
      }
    }
    return named;
  }

  private static String base(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
