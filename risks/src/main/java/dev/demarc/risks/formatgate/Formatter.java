// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.formatgate;

import dev.demarc.evidence.shell.Enclosure;
import dev.demarc.evidence.shell.Joint;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellWord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call of a formatter of Go source.
 *
 * @param name of the program
 * @param options of the call
 */
record Formatter(String name, List<String> options, ShellCommand command) {
  private static final Set<String> NAMES =
      Set.of("gofmt", "goimports", "gofumpt", "gci", "golines");

  /** Copies the options. */
  Formatter {
    options = List.copyOf(options);
  }

  /** The formatter that a command runs, also behind {@code find -exec} and {@code xargs}. */
  static Optional<Formatter> of(ShellCommand command) {
    List<ShellWord> words = command.arguments();
    String name = command.program();
    for (int i = 0; name.equals("find") && i + 1 < words.size(); i++) {
      if (words.get(i).text().startsWith("-exec")) {
        name = words.get(i + 1).text();
        words = words.subList(i + 2, words.size());
      }
    }
    return NAMES.contains(name)
        ? Optional.of(
            new Formatter(
                name,
                words.stream().map(ShellWord::text).filter(one -> one.startsWith("-")).toList(),
                command))
        : Optional.empty();
  }

  /**
   * True where a gate has decided already and the call only shows what is wrong: in a branch of an
   * {@code if}, or behind {@code ||}.
   */
  boolean isReport() {
    boolean asks = command.isIn(Enclosure.Kind.CONDITION);
    return command.before() == Joint.OR
        || command.within().stream().anyMatch(one -> one.before() == Joint.OR)
        || (command.isIn(Enclosure.Kind.IF) && !asks);
  }

  boolean lists() {
    return has("l") || has("list") || has("list-files") || has("dry-run");
  }

  boolean prints() {
    return has("d");
  }

  boolean writes() {
    return has("w") || has("write-output");
  }

  private boolean has(String option) {
    return options.stream()
        .anyMatch(one ->
            one.equals("-" + option)
                || one.equals("--" + option)
                || one.equals("-" + option + "=true"));
  }
}
