// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.teststate;

import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoTests;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** A parallel test calls Setenv or Chdir of testing, which panics. */
final class SetenvPanicsParallel implements Rule {

  @Override
  public RuleId id() {
    return RuleId.of("test-state/setenv-panics-parallel");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "t.Setenv and t.Chdir change the whole process, so that testing panics when the test or a parent"
        + " of it is parallel, in either order: the test never passes.";
  }

  @Override
  public String fix() {
    return "Drop Parallel from this test, or hand the value to the code as an argument.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence.of(GoTests.class).flatMap(SetenvPanicsParallel::inTests);
  }

  private static Stream<Match> inTests(GoTests tests) {
    return tests.files().stream()
        .filter(file -> !file.isGenerated())
        .map(GoFile::root)
        .flatMap(root -> root.walk().stream())
        .filter(node -> node.is(Kind.CALL))
        .flatMap(call -> match(tests, call).stream());
  }

  private static Optional<Match> match(GoTests tests, Node call) {
    Node function = call.child(0).orElse(call);
    String method = function.child(1).map(Node::text).orElse("");
    boolean changes =
        function.is(Kind.SELECTOR) && (method.equals("Setenv") || method.equals("Chdir"));
    if (!changes) {
      return Optional.empty();
    }
    Optional<TestScope> scope =
        function.child(0).flatMap(name -> TestScope.meantBy(tests.whole(), name));
    return scope.stream()
        .flatMap(one -> one.withParents().stream())
        .flatMap(one -> one.parallel().stream())
        .findFirst()
        .map(parallel ->
            Match.at(
                    call.place(),
                    "testing panics here: "
                        + scope.get().name()
                        + " calls "
                        + method
                        + ", and it or its parent is parallel since line "
                        + parallel.line()
                        + ".")
                .with("go", parallel.text(), parallel.place()));
  }
}
