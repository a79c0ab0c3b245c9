// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cgoerrno;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.csource.CFunction;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.cgo.CCall;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The error of a two-value call of C decides alone whether the call failed. */
final class ErrWithoutReturnCheck implements Rule {
  /** Functions whose result cannot say that they failed: errno is the documented way. */
  private static final Set<String> ERRNO_DECIDES =
      Set.of(
          "strtol",
          "strtoul",
          "strtoll",
          "strtoull",
          "strtod",
          "strtof",
          "strtold",
          "strtoimax",
          "sqrt",
          "pow",
          "exp",
          "log",
          "log2",
          "log10",
          "fmod",
          "acos",
          "asin",
          "atan2",
          "cosh",
          "sinh",
          "tgamma",
          "lgamma",
          "getpriority",
          "nice",
          "readdir",
          "ptrace",
          "sysconf",
          "pathconf",
          "fpathconf",
          "getpwnam",
          "getpwuid",
          "getgrnam",
          "getgrgid",
          "free",
          "CString",
          "CBytes",
          "GoString",
          "GoStringN",
          "GoBytes");

  @Override
  public RuleId id() {
    return RuleId.of("cgo-errno/err-without-return-check");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "The second value is errno after the call, and C sets errno when it likes: a call that succeeds may"
        + " leave one (42 and ENOTTY was measured), and a function that fails may set none. Only the"
        + " result says which.";
  }

  @Override
  public String fix() {
    return "Test the result first, and use err only to say why: n, err := C.f(); if n < 0 { return err }.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return CFunctions.packages(evidence).flatMap(in -> in(in, CFunctions.seen(evidence, in)));
  }

  private static Stream<Match> in(GoPackage in, List<CFunction> functions) {
    List<GoFile> files = CFunctions.files(in).toList();
    return CCall.in(in).stream()
        .filter(call -> files.contains(in.file(call.call())))
        .filter(call -> !ERRNO_DECIDES.contains(call.function()))
        .flatMap(call -> match(call, functions).stream());
  }

  private static Optional<Match> match(CCall call, List<CFunction> functions) {
    Optional<Node> statement =
        call.call().parent().flatMap(Node::parent).filter(owner -> owner.is(Kind.ASSIGN));
    List<Node> left = statement.flatMap(s -> s.child(0)).map(Node::children).orElse(List.of());
    boolean two = left.size() == 2 && left.get(1).is(Kind.IDENT) && !left.get(1).text().equals("_");
    if (!two || functions.stream().anyMatch(f -> f.isVoid() && isThis(call, f))) {
      return Optional.empty();
    }
    String result = left.get(0).text();
    return decision(statement.get(), left.get(1).text(), result)
        .map(decides ->
            match(call, left, functions).with("go", "if " + decides.text(), decides.place()));
  }

  private static Match match(CCall call, List<Node> left, List<CFunction> functions) {
    String only =
        "Only "
            + left.get(1).text()
            + " decides whether C."
            + call.function()
            + " failed: it may be";
    Node result = left.get(0);
    Place place = call.call().place();
    if (isTestedLater(call.in(), result)) {
      return Match.at(place, only + " set after a success. The result is tested only behind it.")
          .as(Severity.LOW);
    }
    String message = only + " set after a success, and unset after a failure";
    boolean known = !result.text().equals("_") || functions.stream().anyMatch(f -> isThis(call, f));
    return known
        ? Match.at(place, message + ". The result is not tested.")
        : Match.at(place, message + ", unless the function is void.").as(Severity.LOW);
  }

  private static boolean isTestedLater(GoPackage in, Node result) {
    return in.bindings(result).flatMap(b -> b.declaration(result).map(b::uses)).stream()
        .flatMap(List::stream)
        .anyMatch(use -> use.parent().filter(p -> p.is(Kind.BINARY)).isPresent());
  }

  private static boolean isThis(CCall call, CFunction function) {
    return function.name().equals(call.function());
  }

  /** The condition that tests the error and nothing else, where nothing tests the result before. */
  private static Optional<Node> decision(Node statement, String err, String result) {
    Optional<Node> block = statement.parent();
    if (block.filter(b -> b.is(Kind.IF)).isPresent()) {
      return block.filter(test -> !tests(test, result)).flatMap(test -> condition(test, err));
    }
    List<Node> after =
        block.map(Node::children).orElse(List.of()).stream()
            .dropWhile(node -> node.start() <= statement.start())
            .toList();
    for (Node next : after) {
      if (next.is(Kind.IF)) {
        return tests(next, result) ? Optional.empty() : condition(next, err);
      }
      boolean passes = next.is(Kind.EXPR_STMT, Kind.DEFER) && !names(next, result);
      if (!passes) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<Node> condition(Node test, String err) {
    return test.child(Kind.EXPR_STMT).filter(asked -> asked.text().equals(err + " != nil"));
  }

  /** True when the result takes part in a comparison in this statement. */
  private static boolean tests(Node test, String result) {
    return test.walk().stream()
        .filter(node -> node.is(Kind.IDENT) && node.text().equals(result))
        .anyMatch(node ->
            node.ancestors().takeWhile(a -> !a.equals(test)).anyMatch(a -> a.is(Kind.BINARY)));
  }

  private static boolean names(Node statement, String result) {
    return statement.walk().stream()
        .anyMatch(node -> node.is(Kind.IDENT) && node.text().equals(result));
  }
}
