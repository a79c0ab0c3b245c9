// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource.exec;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.Origin;
import dev.demarc.evidence.gosource.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call of {@code exec.Command} or {@code exec.CommandContext}.
 *
 * @param context the first argument of CommandContext
 * @param command the expression that names the program
 * @param arguments the other arguments
 * @param known the program's name, when the source shows one
 * @param words the other arguments as far as the source shows them
 * @param uses what happens to the command that the call makes
 */
public record ExecCall(
    GoPackage in,
    Node call,
    Optional<Node> context,
    Node command,
    List<Node> arguments,
    Optional<Origin.Known> known,
    List<Optional<String>> words,
    CommandUses uses) {
  private static final List<String> PATHS = List.of("os/exec", "golang.org/x/sys/execabs");

  /** Every such call of a package, in source order. */
  public static List<ExecCall> in(GoPackage from) {
    List<ExecCall> all = new ArrayList<>();
    for (var file : from.files()) {
      if (PATHS.stream().noneMatch(path -> file.imported(path).isPresent())) {
        continue;
      }
      for (Node node : file.root().walk()) {
        if (node.is(Kind.CALL)) {
          read(from, node).ifPresent(all::add);
        }
      }
    }
    return List.copyOf(all);
  }

  private static Optional<ExecCall> read(GoPackage from, Node call) {
    boolean plain = PATHS.stream().anyMatch(path -> from.isCall(call, path, "Command"));
    boolean context = PATHS.stream().anyMatch(path -> from.isCall(call, path, "CommandContext"));
    List<Node> children = call.children();
    int first = context ? 2 : 1;
    if (!(plain || context) || children.size() <= first) {
      return Optional.empty();
    }
    Origin origin = new Origin(from);
    List<Node> arguments = children.subList(first + 1, children.size());
    return Optional.of(
        new ExecCall(
            from,
            call,
            context ? Optional.of(children.get(1)) : Optional.empty(),
            children.get(first),
            List.copyOf(arguments),
            origin.of(children.get(first)),
            arguments.stream()
                .map(argument -> origin.of(argument).map(Origin.Known::text))
                .toList(),
            CommandUses.of(from, call)));
  }

  /** {@code exec.Command} or {@code exec.CommandContext}. */
  public String how() {
    return context.isPresent() ? "exec.CommandContext" : "exec.Command";
  }

  /** What kind of program it starts; {@code env NAME} counts as NAME. */
  public Program program() {
    if (known.isEmpty()) {
      return Program.UNKNOWN;
    }
    boolean env = known.get().text().matches("(.*/)?env");
    return env
        ? words.stream().findFirst().flatMap(word -> word).map(Program::of).orElse(Program.PLAIN)
        : Program.of(known.get().text());
  }

  /** The program's name when it is the same in every run. */
  public Optional<String> constant() {
    return known.filter(Origin.Known::constant).map(Origin.Known::text);
  }

  /** The kind of program when it is the same in every run: what an accusation may stand on. */
  public Program certainProgram() {
    return constant().isPresent() ? program() : Program.UNKNOWN;
  }

  /** The script that it runs, as the source names it. */
  public Optional<String> script() {
    return known.flatMap(name -> program().script(name.text(), words));
  }

  /** The text behind {@code -c} when the program is a shell. */
  public Optional<Node> shellText() {
    if (certainProgram() != Program.SHELL) {
      return Optional.empty();
    }
    Words constants = new Words(in);
    for (int i = 0; i + 1 < arguments.size(); i++) {
      Optional<String> word = constants.constant(arguments.get(i));
      if (word.isEmpty()) {
        return Optional.empty();
      }
      if (Program.isCommandFlag(word.get())) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /** The function declaration around it. */
  public Optional<Node> function() {
    return GoPackage.functionOf(call);
  }
}
