// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
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
import java.util.stream.Stream;

/** A server has no limit for the time in which a client must send its header. */
final class ServerNoHeaderTimeout implements Rule {
  private static final List<String> FIELDS = List.of("ReadHeaderTimeout", "ReadTimeout");

  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/server-no-header-timeout");
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
    return "With neither ReadHeaderTimeout nor ReadTimeout a client that sends half a"
        + " header, or nothing at all, holds its connection and goroutine for ever"
        + " (measured: open after 45 s; with ReadHeaderTimeout: 2s closed at 2.00 s). Zero"
        + " means no limit.";
  }

  @Override
  public String fix() {
    return "Set ReadHeaderTimeout to some seconds. It ends before the body, so that long"
        + " uploads, streams and websockets are not cut.";
  }

  @Override
  public List<String> peers() {
    return List.of("gosec:G112");
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return HttpCode.packages(evidence)
        .flatMap(in -> StructValue.of(in, HttpCode.HTTP, "Server").stream())
        .filter(server -> HttpCode.isReal(server.in(), server.node()))
        .filter(server -> !server.positional() && !server.flow().replaced())
        .filter(ServerNoHeaderTimeout::isUsed)
        .filter(server -> FIELDS.stream().allMatch(field -> isZero(server, field)))
        .filter(server -> !isSetByPromotion(server))
        .map(ServerNoHeaderTimeout::match);
  }

  private static Match match(StructValue server) {
    Optional<Node> explicit =
        FIELDS.stream().flatMap(field -> server.given(field).stream()).findFirst();
    String what =
        explicit.isPresent()
            ? "This http.Server sets its read timeout to zero, which means no limit"
            : "This http.Server has neither ReadHeaderTimeout nor ReadTimeout";
    Match match = edited(Match.at(server.place(), what + "."), server);
    if (isLocal(server)) {
      return said(match, what + "; it listens on this host only.");
    }
    return HttpCode.isAside(server.in().file(server.node()).path())
        ? said(match, what + "; an example or tool, that people copy from.")
        : match;
  }

  private static Match said(Match match, String message) {
    return new Match(
        match.place(),
        message,
        Optional.of(Severity.LOW),
        match.more(),
        match.remedy(),
        match.edits(),
        match.hidden());
  }

  private static Match edited(Match match, StructValue server) {
    GoFile file = server.in().file(server.node());
    boolean time =
        file.imported("time").filter(one -> one.name().equals("time")).isPresent()
            && !isHidden(server.in(), server.node(), "time");
    Optional<Node> value = server.node().child(Kind.LITERAL_VALUE);
    if (!time || !server.takesKeys() || value.isEmpty() || server.keys().isEmpty()) {
      return match;
    }
    Node header = server.keys().get(FIELDS.getFirst());
    if (header != null) {
      return match.edit(header.place(), "5 * time.Second");
    }
    Node first = value.get().child(0).orElse(value.get());
    boolean below = first.line() > value.get().line();
    String between = below ? "\n" + indentation(file, first) : " ";
    Place before = file.source().place(first.start(), first.start());
    return match.edit(before, "ReadHeaderTimeout: 5 * time.Second," + between);
  }

  /** True when a local of the function has this name. */
  private static boolean isHidden(GoPackage in, Node node, String name) {
    return GoPackage.functionOf(node).stream()
        .flatMap(function -> function.walk().stream())
        .filter(word -> word.is(Kind.IDENT) && word.text().equals(name))
        .anyMatch(word -> in.bindings(word).flatMap(b -> b.declaration(word)).isPresent());
  }

  private static String indentation(GoFile file, Node node) {
    String line = file.source().lineText(node.line());
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  /** True when all that it listens on is of this host. */
  private static boolean isLocal(StructValue server) {
    List<Node> served =
        server.flow().methods().stream()
            .filter(use -> use.name().equals("Serve") && use.node().is(Kind.CALL))
            .map(Flow.Use::node)
            .toList();
    return Listening.isLocal(server.in(), server.given("Addr"))
        || (!served.isEmpty()
            && served.stream().allMatch(call -> Listening.isLocal(server.in(), call.child(1))));
  }

  /**
   * False for one that nothing is done to, and for one without any field whose package registers
   * nothing with the default mux: it is a stand-in for a configuration and serves nobody.
   */
  private static boolean isUsed(StructValue server) {
    Flow flow = server.flow();
    return !server.keys().isEmpty()
        || !flow.fields().isEmpty()
        || (!flow.methods().isEmpty() && registers(server.in()));
  }

  private static boolean registers(GoPackage in) {
    return Stream.of("Handle", "HandleFunc")
        .anyMatch(name ->
            in.occurrences().calls(name).stream()
                .anyMatch(call -> in.isCall(call, HttpCode.HTTP, name)));
  }

  private static boolean isZero(StructValue server, String field) {
    Optional<Node> given = server.given(field);
    return given.isPresent() ? given.get().text().equals("0") : !server.sets(field);
  }

  /** True for a server that is embedded, when the package sets the field through its owner. */
  private static boolean isSetByPromotion(StructValue server) {
    boolean embedded =
        server.flow().literals().stream().anyMatch(stop -> stop.name().equals("Server"));
    return embedded
        && server.in().occurrences().all(Kind.ASSIGN).stream()
            .flatMap(assign -> assign.child(0).map(Node::children).orElse(List.of()).stream())
            .flatMap(target -> target.child(1).stream())
            .anyMatch(field -> FIELDS.contains(field.text()));
  }
}
