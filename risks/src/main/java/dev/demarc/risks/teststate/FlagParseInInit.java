// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.teststate;

import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.GoTests;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Flags are parsed while packages are initialised, before those of testing exist. */
final class FlagParseInInit implements Rule {

  @Override
  public RuleId id() {
    return RuleId.of("test-state/flag-parse-in-init");
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
    return "go test registers its own flags after all packages are initialised. A Parse before that ends every"
        + " test binary that imports this package: flag provided but not defined:"
        + " -test.testlogfile.";
  }

  @Override
  public String fix() {
    return "Call flag.Parse in main, or in TestMain before m.Run; packages only define flags.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Set<String> tested = new HashSet<>();
    evidence.of(GoTests.class).map(tests -> tests.whole().name()).forEach(tested::add);
    Stream<Match> own =
        evidence
            .of(GoPackage.class)
            .filter(in -> !in.name().equals("main") || tested.contains("main"))
            .flatMap(in -> in.files().stream().flatMap(file -> inFile(in, file)));
    Stream<Match> ofTests =
        evidence
            .of(GoTests.class)
            .flatMap(tests -> tests.files().stream().flatMap(file -> inFile(tests.whole(), file)));
    return Stream.concat(own, ofTests);
  }

  private static Stream<Match> inFile(GoPackage in, GoFile file) {
    return file.imported("flag").isEmpty()
        ? Stream.empty()
        : file.root().walk().stream()
            .filter(node -> in.isCall(node, "flag", "Parse"))
            .flatMap(call -> match(in, call).stream());
  }

  private static Optional<Match> match(GoPackage in, Node parse) {
    Optional<Node> function = GoPackage.functionOf(parse);
    boolean guarded =
        parse
            .ancestors()
            .filter(above -> above.is(Kind.IF, Kind.CASE))
            .flatMap(branch -> branch.children().stream().limit(2))
            .map(condition -> condition.text().toLowerCase(Locale.ROOT))
            .anyMatch(text -> text.contains("test"));
    if (guarded || !isRunAtOnce(parse)) {
      return Optional.empty();
    }
    if (function.isEmpty()) {
      return Optional.of(found(parse, "the initialiser of a package variable"));
    }
    boolean init =
        GoPackage.receiverType(function.get()).isEmpty()
            && GoPackage.functionName(parse).equals("init");
    boolean prepared =
        function.get().walk().stream().anyMatch(node -> in.isCall(node, "testing", "Init"));
    return init && !prepared ? Optional.of(found(parse, "init")) : Optional.empty();
  }

  private static Match found(Node parse, String where) {
    return Match.at(
        parse.place(),
        "flag.Parse runs in "
            + where
            + ": testing has not defined its flags then, and go test ends.");
  }

  /** False in a literal that is only kept: what is called later may be called by main. */
  private static boolean isRunAtOnce(Node parse) {
    return parse
        .ancestors()
        .filter(above -> above.is(Kind.FUNC_LIT))
        .allMatch(literal ->
            literal
                .parent()
                .filter(
                    call -> call.is(Kind.CALL) && call.child(0).filter(literal::equals).isPresent())
                .isPresent());
  }
}
