// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.protocolmismatch;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A handler says text/plain or text/html and writes JSON. */
final class JsonAsText implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("protocol-mismatch/json-as-text");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "The author chose the type, and it is another one than what is sent: a client that trusts the type"
        + " shows the text or refuses it, and a browser may take text/html for a page.";
  }

  @Override
  public String fix() {
    return "Set application/json, or write what the type says.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Response.all(evidence)
        .flatMap(response -> response.steps().stream())
        .filter(step -> step.event().is(ResponseEvent.Kind.WRITE) && step.event().json())
        .filter(step -> step.maybe().stream().noneMatch(JsonAsText::hides))
        .flatMap(step -> match(step).stream());
  }

  /** An earlier write was another body; code that is not followed may set another type. */
  private static boolean hides(ResponseEvent event) {
    return event.is(ResponseEvent.Kind.WRITE)
        || event.is(ResponseEvent.Kind.ERROR)
        || event.is(ResponseEvent.Kind.ESCAPE);
  }

  private static Optional<Match> match(ResponseFlow.Step step) {
    List<ResponseEvent> types =
        step.maybe().stream().filter(event -> event.is(ResponseEvent.Kind.TYPE)).toList();
    if (types.size() != 1 || !step.always().contains(types.getFirst())) {
      return Optional.empty();
    }
    return types
        .getFirst()
        .text()
        .filter(JsonAsText::isText)
        .map(type ->
            Match.at(
                    types.getFirst().node().place(),
                    "The type is " + type + " and the body is JSON.")
                .with("go", CodeRole.brief(step.event().node()), step.event().node().place()));
  }

  private static boolean isText(String type) {
    return type.startsWith("text/plain") || type.startsWith("text/html");
  }
}
