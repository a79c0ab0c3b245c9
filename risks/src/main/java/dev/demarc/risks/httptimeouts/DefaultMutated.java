// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.gosource.Bindings;
import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A library changes the client or transport that the whole program shares. */
final class DefaultMutated implements Rule {
  private static final List<String> SHARED = List.of("DefaultClient", "DefaultTransport");

  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/default-mutated");
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
    return "http.DefaultClient and http.DefaultTransport belong to the whole program:"
        + " every package that uses them, libraries too, gets this setting, in the order"
        + " in which packages happen to be initialised. A write while requests run is a"
        + " data race.";
  }

  @Override
  public String fix() {
    return "Make an own client: tr := http.DefaultTransport.(*http.Transport).Clone(), set"
        + " what is needed on tr, and keep &http.Client{Transport: tr, Timeout: d} in a"
        + " variable of this package.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return HttpCode.packages(evidence)
        .filter(in -> !in.name().equals("main"))
        .flatMap(in ->
            in.occurrences().all(Kind.ASSIGN).stream()
                .filter(assign -> !assign.operator().equals(":=") && HttpCode.isService(in, assign))
                .flatMap(assign -> assign.child(0).map(Node::children).orElse(List.of()).stream())
                .flatMap(target -> shared(in, target).map(name -> match(target, name)).stream()));
  }

  private static Match match(Node target, String name) {
    return Match.at(
        target.place(),
        "This package changes http."
            + name
            + " ("
            + CodeRole.brief(target)
            + ") for the whole program.");
  }

  /** The shared value that an assignment to this target changes. */
  private static Optional<String> shared(GoPackage in, Node target) {
    Optional<String> whole = named(in, target);
    if (whole.isPresent() || !target.is(Kind.SELECTOR)) {
      return whole;
    }
    Node base = bare(target.child(0).orElse(target));
    return named(in, base).or(() -> alias(in, base));
  }

  private static Optional<String> named(GoPackage in, Node node) {
    return SHARED.stream().filter(name -> in.isImported(node, HttpCode.HTTP, name)).findFirst();
  }

  private static Node bare(Node node) {
    Node at = node;
    while (at.is(Kind.PAREN, Kind.TYPE_ASSERT)) {
      at = at.child(0).orElseThrow();
    }
    return at;
  }

  /** A local that was given the shared value itself and never anything else. */
  private static Optional<String> alias(GoPackage in, Node name) {
    Optional<Bindings> bindings = in.bindings(name).filter(b -> name.is(Kind.IDENT));
    Optional<Node> declaration = bindings.flatMap(b -> b.declaration(name));
    List<Node> given =
        declaration.stream()
            .flatMap(one -> bindings.orElseThrow().uses(one).stream())
            .flatMap(use -> given(use).stream())
            .toList();
    return given.size() == 1 ? named(in, bare(given.getFirst())) : Optional.empty();
  }

  private static Optional<Node> given(Node name) {
    Node list = name.parent().orElse(name);
    return list.parent()
        .filter(owner -> owner.is(Kind.ASSIGN) && owner.child(0).filter(list::equals).isPresent())
        .flatMap(owner -> owner.child(1))
        .flatMap(values -> values.child(Math.max(0, list.children().indexOf(name))));
  }
}
