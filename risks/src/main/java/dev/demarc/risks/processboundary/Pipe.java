// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.Bindings;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.exec.CommandUses;
import dev.demarc.evidence.gosource.exec.ExecCall;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pipe to a command that a function keeps in a local.
 *
 * @param made the call of {@code StdinPipe} and its like
 * @param uses every place where the local is named after its declaration
 */
record Pipe(ExecCall call, Node made, List<Node> uses) {

  /** The pipes of these kinds of a command. */
  static Stream<Pipe> of(ExecCall call, String... methods) {
    List<String> wanted = List.of(methods);
    return call.uses().methods().stream()
        .filter(use -> wanted.contains(use.name()) && use.node().is(Kind.CALL))
        .flatMap(use -> read(call, use.node()).stream());
  }

  private static Optional<Pipe> read(ExecCall call, Node made) {
    Optional<Node> name = CommandUses.variable(made);
    Optional<Bindings> bindings = call.in().bindings(made);
    return name.flatMap(n -> bindings.flatMap(b -> b.declaration(n)))
        .map(declaration ->
            new Pipe(
                call,
                made,
                bindings.orElseThrow().uses(declaration).stream()
                    .filter(use -> use.start() > made.end())
                    .toList()));
  }

  /** The function, declared or literal, in which it is made. */
  Optional<Node> body() {
    return GoPackage.bodyOf(made);
  }

  /** The calls that wait for the command in the same body, as it runs from top to bottom. */
  List<Node> waits(String... methods) {
    List<String> wanted = List.of(methods);
    return call.uses().methods().stream()
        .filter(use -> wanted.contains(use.name()) && use.node().is(Kind.CALL))
        .map(CommandUses.Use::node)
        .filter(node -> GoPackage.bodyOf(node).equals(body()) && !isAside(node))
        .filter(node -> node.start() > made.end())
        .toList();
  }

  /** True for a call that does not run where it stands. */
  static boolean isAside(Node call) {
    return call.parent().filter(parent -> parent.is(Kind.DEFER, Kind.GO)).isPresent();
  }

  /** The method that is called on the local at this use. */
  static Optional<String> method(Node use) {
    Optional<Node> selector = use.parent().filter(parent -> parent.is(Kind.SELECTOR));
    return selector
        .flatMap(Node::parent)
        .filter(call -> call.is(Kind.CALL) && call.child(0).equals(selector))
        .flatMap(call -> selector.flatMap(s -> s.child(1)))
        .map(Node::text);
  }

  /** True where the local is only compared. */
  static boolean isCompared(Node use) {
    return use.parent().filter(parent -> parent.is(Kind.BINARY)).isPresent();
  }
}
