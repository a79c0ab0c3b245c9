// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.teststate;

import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.GoTests;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A place where a test changes the environment or the working directory of its process.
 *
 * @param call of {@code os.Setenv} and the like
 * @param scopes the tests around it, innermost first; not empty
 */
record EnvChange(GoPackage in, Node call, String function, List<TestScope> scopes) {
  private static final List<String> CHANGES = List.of("Setenv", "Unsetenv", "Clearenv", "Chdir");

  /** A function by such a name may put things back. */
  private static final Pattern RESTORES =
      Pattern.compile(
          "restor|reset|revert|rollback|unset|clean|teardown|undo|env|chdir|cwd|pwd|wd\\b");

  /** How a change is put back, from best to worst. */
  enum Restored {
    /** By Cleanup, by defer, or by something that may do it. */
    LATER,
    /** By a plain statement, which a test that ends early does not reach. */
    AT_END,
    NEVER
  }

  /** Every change of the tests, in source order, without those that put something back. */
  static Stream<EnvChange> in(Evidence evidence) {
    return evidence
        .of(GoTests.class)
        .flatMap(tests ->
            tests.files().stream()
                .filter(file -> !file.isGenerated() && file.imported("os").isPresent())
                .flatMap(file -> inFile(tests.whole(), file).stream()));
  }

  private static List<EnvChange> inFile(GoPackage in, GoFile file) {
    List<EnvChange> all = new ArrayList<>();
    for (Node node : file.root().walk()) {
      Optional<String> function = function(in, node);
      List<TestScope> scopes = function.isEmpty() ? List.of() : TestScope.around(in, node);
      if (!scopes.isEmpty() && !isLater(node) && !asksForChild(in, node)) {
        all.add(new EnvChange(in, node, function.get(), scopes));
      }
    }
    return all;
  }

  /** Which function of os a call is, when it changes the process. */
  private static Optional<String> function(GoPackage in, Node node) {
    return node.is(Kind.CALL)
        ? CHANGES.stream().filter(name -> in.isCall(node, "os", name)).findFirst()
        : Optional.empty();
  }

  /** True in a defer, or in a literal that is not run in its place: a cleanup, a result. */
  private static boolean isLater(Node node) {
    return node.ancestors()
        .takeWhile(above -> !above.is(Kind.FUNC))
        .anyMatch(above ->
            above.is(Kind.DEFER, Kind.GO) || (above.is(Kind.FUNC_LIT) && !isRunInPlace(above)));
  }

  private static boolean isRunInPlace(Node literal) {
    Node call = literal.parent().orElse(literal);
    String function = call.is(Kind.CALL) ? call.child(0).map(Node::text).orElse("") : "";
    return call.is(Kind.CALL)
        && (call.child(0).filter(literal::equals).isPresent() || function.endsWith(".Run"));
  }

  /** True where the test has become its own child process: what it changes ends with it. */
  private static boolean asksForChild(GoPackage in, Node node) {
    return node.ancestors()
        .takeWhile(above -> !above.is(Kind.FUNC))
        .filter(above -> above.is(Kind.IF))
        .flatMap(branch -> branch.walk(inner -> !inner.is(Kind.BLOCK)).stream())
        .anyMatch(inner -> in.isCall(inner, "os", "Getenv") || in.isCall(inner, "os", "LookupEnv"));
  }

  /** The function declaration around it. */
  Node declaration() {
    return GoPackage.functionOf(call).orElse(scopes.getLast().function());
  }

  /** What is changed, as the source writes it: the name of a variable; empty for a folder. */
  String key() {
    return function.endsWith("tenv") ? call.child(1).map(Node::text).orElse("") : "";
  }

  /** Equal for changes of one kind in one function, which have one remedy: the first is told. */
  String subject() {
    return declaration().place() + (function.equals("Chdir") ? " folder" : " environment");
  }

  Restored restored() {
    List<Node> nodes = declaration().walk();
    boolean later =
        nodes.stream()
            .filter(EnvChange::isLater)
            .anyMatch(node -> putsBack(node) || mayPutBack(node));
    if (later || isPutBackElsewhere() || isKept()) {
      return Restored.LATER;
    }
    boolean atEnd =
        !function.equals("Clearenv")
            && nodes.stream()
                .anyMatch(node ->
                    node.start() > call.end()
                        && node.is(Kind.CALL)
                        && putsBack(node)
                        && !sameAgain(node));
    return atEnd ? Restored.AT_END : Restored.NEVER;
  }

  /** True when {@code t.Setenv} or {@code t.Chdir} has kept the old value of the same thing. */
  private boolean isKept() {
    String method = function.equals("Chdir") ? "Chdir" : "Setenv";
    return !function.equals("Clearenv")
        && declaration().walk().stream()
            .filter(node -> node.is(Kind.SELECTOR))
            .filter(node -> node.child(1).filter(name -> name.text().equals(method)).isPresent())
            .filter(node -> node.child(0).flatMap(name -> TestScope.meantBy(in, name)).isPresent())
            .flatMap(node -> node.parent().stream())
            .anyMatch(kept ->
                function.equals("Chdir") || kept.child(1).map(Node::text).orElse("").equals(key()));
  }

  /** True for the same function with other constants: another step of the test, no way back. */
  private boolean sameAgain(Node node) {
    return function.equals("Setenv")
        && in.isCall(node, "os", "Setenv")
        && node.child(2).filter(value -> value.is(Kind.LITERAL)).isPresent();
  }

  private boolean putsBack(Node node) {
    Optional<String> back = function(in, node);
    if (back.isEmpty()) {
      return false;
    }
    return switch (function) {
      case "Chdir" -> back.get().equals("Chdir");
      case "Clearenv" -> !back.get().equals("Chdir");
      default ->
          back.get().equals("Clearenv")
              || (back.get().endsWith("tenv")
                  && (isLoop(node) || node.child(1).map(Node::text).orElse("").equals(key())));
    };
  }

  /** Variables that are put back in a loop have another name there. */
  private static boolean isLoop(Node node) {
    return node.ancestors()
            .takeWhile(above -> !above.is(Kind.FUNC))
            .anyMatch(above -> above.is(Kind.FOR))
        && node.child(1).filter(key -> !key.is(Kind.LITERAL)).isPresent();
  }

  private static boolean mayPutBack(Node node) {
    if (!node.is(Kind.CALL)) {
      return false;
    }
    Node function = node.child(0).orElse(node);
    String name = function.child(1).map(Node::text).orElse(function.text());
    return name.length() < 60 && RESTORES.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  /** True when a cleanup is a name, or another function of the tests sets the same thing back. */
  private boolean isPutBackElsewhere() {
    boolean byName =
        scopes.stream()
            .flatMap(scope -> scope.calls("Cleanup").stream())
            .flatMap(cleanup -> cleanup.child(1).stream())
            .anyMatch(argument -> !argument.is(Kind.FUNC_LIT));
    boolean helper =
        !declaration()
            .child(Kind.IDENT)
            .map(Node::text)
            .orElse("")
            .matches("(Test|Benchmark|Fuzz).*");
    return byName
        || (helper
            && in.files().stream()
                .flatMap(file -> file.functions().stream())
                .filter(other -> !other.equals(declaration()))
                .flatMap(other -> other.walk().stream())
                .anyMatch(node -> node.is(Kind.CALL) && putsBack(node)));
  }

  /** True when a defer of the same function puts it back, and nothing else would. */
  boolean isDeferredHere() {
    return declaration().walk().stream()
        .filter(node -> node.is(Kind.CALL) && putsBack(node))
        .anyMatch(node -> deferOf(node).isPresent());
  }

  private static Optional<Node> deferOf(Node node) {
    return node.ancestor(Kind.DEFER);
  }

  /** The call that makes the test around it parallel, or a test that it is a subtest of. */
  Optional<Node> parallel() {
    return scopes.getFirst().withParents().stream()
        .flatMap(scope -> scope.parallel().stream())
        .findFirst();
  }

  /**
   * The call of Parallel in a subtest that starts behind this change, when a defer of the parent
   * puts it back: a parallel subtest goes on only after its parent has returned.
   */
  Optional<Node> parallelSubtest() {
    TestScope own = scopes.getFirst();
    boolean deferred =
        own.function().walk().stream()
            .filter(node -> node.is(Kind.CALL) && putsBack(node))
            .flatMap(node -> deferOf(node).stream())
            .anyMatch(defer -> GoPackage.bodyOf(defer).filter(own.function()::equals).isPresent());
    return !deferred
        ? Optional.empty()
        : own.calls("Run").stream()
            .filter(run -> run.start() > call.end())
            .flatMap(run -> run.child(2).stream())
            .flatMap(literal -> TestScope.of(in, literal).stream())
            .flatMap(scope -> scope.parallel().stream())
            .findFirst();
  }
}
