// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.protocolmismatch;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.GoText;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** A handler writes JSON and says no Content-Type, so that net/http guesses: text/plain. */
final class JsonWithoutType implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("protocol-mismatch/json-without-type");
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
    return "Without a Content-Type net/http guesses it from the first 512 bytes, and JSON is no kind that it"
        + " knows: the answer goes out as text/plain; charset=utf-8, and clients that look at the type"
        + " refuse it.";
  }

  @Override
  public String fix() {
    return "Set it before the first write: w.Header().Set(\"Content-Type\", \"application/json\").";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    if (evidence.of(GoPackage.class).anyMatch(JsonWithoutType::wrapsHandlers)) {
      return Stream.empty();
    }
    return Response.all(evidence)
        .filter(Response::handler)
        .flatMap(response -> response.steps().stream())
        .filter(step -> step.event().is(ResponseEvent.Kind.WRITE) && step.event().json())
        .filter(step -> step.maybe().stream().noneMatch(JsonWithoutType::mayHaveSaid))
        .map(step ->
            Match.at(
                step.event().node().place(),
                CodeRole.brief(step.event().node())
                    + " writes JSON and no Content-Type is set: it goes out as text/plain."));
  }

  /** Also an earlier write: then this one is not what the type is guessed from. */
  private static boolean mayHaveSaid(ResponseEvent event) {
    return event.is(ResponseEvent.Kind.TYPE)
        || event.is(ResponseEvent.Kind.ESCAPE)
        || event.is(ResponseEvent.Kind.WRITE)
        || event.is(ResponseEvent.Kind.ERROR);
  }

  /**
   * True when something of the package sets the type for all its handlers: a function that takes or
   * gives a handler, or a table of headers.
   */
  private static boolean wrapsHandlers(GoPackage in) {
    return in.files().stream()
        .flatMap(file -> file.root().walk().stream())
        .filter(node -> node.is(Kind.LITERAL))
        .filter(node -> GoText.value(node).filter("content-type"::equalsIgnoreCase).isPresent())
        .anyMatch(node ->
            node.parent().filter(above -> above.is(Kind.KEY_VALUE)).isPresent()
                || GoPackage.functionOf(node).filter(JsonWithoutType::takesHandler).isPresent());
  }

  private static boolean takesHandler(Node function) {
    return function.child(Kind.PARAMS).map(Node::text).orElse("").contains(".Handler")
        || function.child(Kind.RESULTS).map(Node::text).orElse("").contains(".Handler");
  }
}
