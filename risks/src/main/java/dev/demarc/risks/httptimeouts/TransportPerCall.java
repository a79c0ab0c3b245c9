// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Handlers;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.value.Custody;
import dev.demarc.evidence.gosource.value.Flow;
import dev.demarc.evidence.gosource.value.StructValue;
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

/** A transport is made for one request and then forgotten, with its connections. */
final class TransportPerCall implements Rule {
  private record Made(Node node, Place place, Flow flow) {}

  private static final int MOST = 500;
  private static final String[] SENDS = {
    "Do", "Get", "Head", "Post", "PostForm", "RoundTrip", "ServeHTTP"
  };

  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/transport-per-call");
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
    return "A transport owns its idle connections, and nothing closes them when it is"
        + " forgotten: two goroutines and a file descriptor stay for each call (measured:"
        + " 300 goroutines and 200 descriptors after 100 calls, client and server in one"
        + " process), for ever when IdleConnTimeout is zero, for 90 s in a clone of the"
        + " default. No connection is ever used again.";
  }

  @Override
  public String fix() {
    return "Make the transport and its client once, in a package variable or a"
        + " constructor, and use them for all requests. A transport that must be"
        + " short-lived needs defer tr.CloseIdleConnections() or DisableKeepAlives: true.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return HttpCode.packages(evidence).flatMap(TransportPerCall::inPackage);
  }

  private static Stream<Match> inPackage(GoPackage in) {
    List<Made> made =
        Stream.concat(
                StructValue.of(in, HttpCode.HTTP, "Transport").stream()
                    .filter(Transports::keepsConnections)
                    .filter(one -> !Transports.isHanded(one))
                    .map(one -> new Made(one.node(), one.place(), one.flow())),
                in.occurrences().calls("Clone").stream()
                    .filter(call -> isTransport(in, call))
                    .map(call -> new Made(call, call.place(), Flow.of(in, call))))
            .filter(one -> HttpCode.isService(in, one.node()))
            .toList();
    Set<Node> reached = made.isEmpty() ? Set.of() : new Handlers(in).reached(MOST);
    return made.stream().flatMap(one -> match(in, one, reached).stream());
  }

  /** True when this rule speaks of it: then it must move before anything else about it matters. */
  static boolean isPerCall(StructValue transport) {
    Made made = new Made(transport.node(), transport.place(), transport.flow());
    return Transports.keepsConnections(transport)
        && !Transports.isHanded(transport)
        && match(transport.in(), made, Set.of()).isPresent();
  }

  private static Optional<Match> match(GoPackage in, Made made, Set<Node> reached) {
    Optional<Node> function = GoPackage.functionOf(made.node());
    Custody custody = Custody.of(in, made.flow(), TransportPerCall::keepsNothing);
    boolean silent =
        GoPackage.bodyOf(made.node()).isEmpty()
            || custody.kept()
            || !custody.calls(SENDS)
            || custody.calls("CloseIdleConnections")
            || closesConnections(custody, function);
    if (silent) {
      return Optional.empty();
    }
    String name = GoPackage.functionName(made.node());
    Optional<Node> handler = made.node().ancestors().filter(reached::contains).findFirst();
    if (handler.isPresent()) {
      return Optional.of(
          Match.at(
              made.place(),
              "A request makes this transport (in " + name + ") and leaves its connections open."));
    }
    if (CodeRole.isInLoop(made.node()) && endsWithTurn(made.node(), custody)) {
      return Optional.of(
          Match.at(
              made.place(),
              "Each turn of a loop makes a transport and leaves its connections open."));
    }
    return in.isTool() || name.equals("main") || name.equals("init")
        ? Optional.empty()
        : Optional.of(
            Match.at(
                    made.place(),
                    "Each call of "
                        + name
                        + " makes a transport, uses it and leaves its connections"
                        + " open; how often it is called is not seen here.")
                .as(Severity.MEDIUM));
  }

  /** True when no local from outside of the loop holds it. */
  private static boolean endsWithTurn(Node made, Custody custody) {
    Node loop = made.ancestor(Kind.FOR).orElse(made);
    return custody.locals().stream().allMatch(loop::contains);
  }

  /** {@code http.DefaultTransport.(*http.Transport).Clone()}, or Clone of a local that is such. */
  private static boolean isTransport(GoPackage in, Node call) {
    Node base = call.child(0).flatMap(method -> method.child(0)).orElse(call);
    Node from =
        base.is(Kind.IDENT)
            ? in.bindings(base)
                .flatMap(bindings -> bindings.declaration(base))
                .flatMap(Node::parent)
                .flatMap(Node::parent)
                .filter(owner -> owner.is(Kind.ASSIGN))
                .flatMap(owner -> owner.child(1))
                .flatMap(values -> values.child(0))
                .orElse(base)
            : base;
    return from.is(Kind.TYPE_ASSERT)
        && from.child(1)
            .filter(type -> type.is(Kind.STAR))
            .flatMap(type -> type.child(0))
            .filter(type -> in.isImported(type, HttpCode.HTTP, "Transport"))
            .isPresent();
  }

  private static boolean keepsNothing(Node call) {
    return call.child(0).filter(f -> f.text().contains("ConfigureTransport")).isPresent();
  }

  /** True when the connections are told not to stay: by the transport, or by each request. */
  private static boolean closesConnections(Custody custody, Optional<Node> function) {
    return custody.fields().stream()
            .anyMatch(use ->
                use.name().equals("DisableKeepAlives")
                    || (use.name().equals("MaxIdleConnsPerHost")
                        && use.value().filter(v -> v.text().startsWith("-")).isPresent()))
        || function.filter(f -> f.text().contains(".Close = true")).isPresent();
  }
}
