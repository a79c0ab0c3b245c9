// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.teststate;

import dev.demarc.evidence.gosource.Bindings;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.LocalValues;
import dev.demarc.evidence.gosource.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A function or literal that is handed a test: {@code func(t *testing.T)}.
 *
 * @param test the name of the parameter, where it is declared
 */
record TestScope(GoPackage in, Node function, Node test) {
  private static final Set<String> TYPES =
      Set.of("*testing.T", "*testing.B", "*testing.F", "testing.TB");

  /** The scope that a function opens, if it is handed a test. */
  static Optional<TestScope> of(GoPackage in, Node function) {
    return function.child(Kind.PARAMS).map(Node::children).orElse(List.of()).stream()
        .flatMap(param -> param.child(0).stream())
        .filter(name -> name.is(Kind.IDENT))
        .filter(name ->
            LocalValues.declaredType(in, name)
                .filter(type -> TYPES.contains(type.text()))
                .isPresent())
        .findFirst()
        .map(name -> new TestScope(in, function, name));
  }

  /** The scopes around a node, innermost first. */
  static List<TestScope> around(GoPackage in, Node node) {
    return node.ancestors()
        .filter(above -> above.is(Kind.FUNC, Kind.FUNC_LIT))
        .flatMap(function -> of(in, function).stream())
        .toList();
  }

  /** The scope whose test a name means. */
  static Optional<TestScope> meantBy(GoPackage in, Node name) {
    return in.bindings(name)
        .flatMap(b -> b.declaration(name))
        .filter(declared -> declared.parent().filter(p -> p.is(Kind.PARAM)).isPresent())
        .flatMap(GoPackage::bodyOf)
        .flatMap(function -> of(in, function))
        .filter(scope ->
            in.bindings(name).flatMap(b -> b.declaration(name)).equals(Optional.of(scope.test())));
  }

  /** This scope and those of the tests that it is a subtest of, as far as the source shows. */
  List<TestScope> withParents() {
    List<TestScope> all = new ArrayList<>(List.of(this));
    Optional<TestScope> above = parent();
    while (above.isPresent()) {
      all.add(above.get());
      above = above.get().parent();
    }
    return all;
  }

  /** The test that runs this literal by {@code t.Run("…", func(t *testing.T) {…})}. */
  private Optional<TestScope> parent() {
    return function
        .parent()
        .filter(call -> function.is(Kind.FUNC_LIT) && call.is(Kind.CALL))
        .flatMap(call -> call.child(0))
        .filter(run -> run.is(Kind.SELECTOR) && isNamed(run, "Run"))
        .flatMap(run -> run.child(0))
        .flatMap(name -> meantBy(in, name));
  }

  /** The calls of a method of this very test that the function makes by itself. */
  List<Node> calls(String method) {
    List<Node> uses = in.bindings(function).map(b -> uses(b)).orElse(List.of());
    return uses.stream()
        .flatMap(use -> use.parent().stream())
        .filter(selector -> selector.is(Kind.SELECTOR) && isNamed(selector, method))
        .flatMap(selector -> selector.parent().stream())
        .filter(call -> call.is(Kind.CALL))
        .filter(call -> GoPackage.bodyOf(call).filter(function::equals).isPresent())
        .toList();
  }

  private List<Node> uses(Bindings bindings) {
    return bindings.declaration(test).map(bindings::uses).orElse(List.of());
  }

  /** The call of Parallel that is made whenever the test runs; none if it depends on something. */
  Optional<Node> parallel() {
    return calls("Parallel").stream().filter(call -> isCertain(call, function)).findFirst();
  }

  /** True when a node is reached whenever the function runs so far: no branch, no literal. */
  static boolean isCertain(Node node, Node function) {
    return node.ancestors()
        .takeWhile(above -> !above.equals(function))
        .noneMatch(
            above -> above.is(Kind.IF, Kind.FOR, Kind.CASE, Kind.FUNC_LIT, Kind.GO, Kind.DEFER));
  }

  private static boolean isNamed(Node selector, String member) {
    return selector.child(1).filter(name -> name.text().equals(member)).isPresent();
  }

  /** How people call the test: {@code TestLoad}. */
  String name() {
    return GoPackage.functionName(function);
  }
}
