// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.protocolmismatch;

import dev.demarc.evidence.gosource.CodeRole;
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

/** A header is set when the headers have already gone out: it is lost without an error. */
final class HeaderAfterWrite implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("protocol-mismatch/header-after-write");
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
    return "net/http sends the headers with the first byte or the status. A header that is set later changes"
        + " a map that nobody reads any more: no error, no log line, and the client sees the old headers.";
  }

  @Override
  public String fix() {
    return "Set the header before WriteHeader and before the first write; declare it in Trailer when it is"
        + " only known at the end.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Response.all(evidence)
        .filter(response -> !declaresTrailer(response))
        .flatMap(HeaderAfterWrite::in);
  }

  private static Stream<Match> in(Response response) {
    PlainAnyway anyway = new PlainAnyway(response);
    return response.steps().stream()
        .filter(step ->
            step.event().is(ResponseEvent.Kind.HEADER) || step.event().is(ResponseEvent.Kind.TYPE))
        .filter(step -> !isTrailer(step.event()) && !isHelper(step))
        .flatMap(step ->
            sent(step)
                .map(sent -> anyway.holds(step, sent) ? mild(step, sent) : match(step, sent))
                .stream());
  }

  private static Optional<ResponseEvent> sent(ResponseFlow.Step step) {
    return step.always().stream()
        .filter(ResponseEvent::sends)
        .filter(sent -> !mayHaveSentNothing(sent.node(), step.event().node()))
        .findFirst();
  }

  /**
   * An encoder that fails has most often written nothing: where its error is handled, headers are
   * open.
   */
  private static boolean mayHaveSentNothing(Node sent, Node setting) {
    return isEncode(sent)
        && setting
            .ancestors()
            .filter(one -> one.is(Kind.IF))
            .anyMatch(branch -> branch.contains(sent) || isRightBefore(sent, branch));
  }

  private static boolean isEncode(Node call) {
    return call.child(0)
        .filter(selector -> selector.is(Kind.SELECTOR))
        .flatMap(selector -> selector.child(1))
        .filter(name -> name.text().equals("Encode"))
        .isPresent();
  }

  private static boolean isRightBefore(Node sent, Node branch) {
    List<Node> all = branch.parent().map(Node::children).orElse(List.of());
    int at = all.indexOf(branch);
    return at > 0 && all.get(at - 1).contains(sent);
  }

  private static Match match(ResponseFlow.Step step, ResponseEvent sent) {
    String name =
        step.event().is(ResponseEvent.Kind.TYPE)
            ? "Content-Type"
            : step.event().text().orElse("the header");
    return Match.at(
            step.event().node().place(),
            name
                + " is set after the headers have gone out with "
                + CodeRole.brief(sent.node())
                + ": the client never sees it.")
        .with("go", CodeRole.brief(sent.node()), sent.node().place());
  }

  private static Match mild(ResponseFlow.Step step, ResponseEvent sent) {
    String by = CodeRole.brief(sent.node());
    return Match.at(
            step.event().node().place(),
            "Content-Type is set after the headers have gone out with "
                + by
                + ": it is lost, and net/http says text/plain of this answer by itself.")
        .as(Severity.LOW)
        .with("go", by, sent.node().place());
  }

  /** What a helper is said to set stands at its call, together with what it writes. */
  private static boolean isHelper(ResponseFlow.Step step) {
    return step.event().is(ResponseEvent.Kind.TYPE)
        && step.event().text().isEmpty()
        && step.event().node().child(0).filter(f -> f.is(Kind.IDENT)).isPresent();
  }

  private static boolean isTrailer(ResponseEvent event) {
    return event.text().filter(name -> name.startsWith("Trailer:")).isPresent();
  }

  private static boolean declaresTrailer(Response response) {
    return response.steps().stream()
        .anyMatch(step ->
            step.event().is(ResponseEvent.Kind.HEADER)
                && step.event().text().filter("Trailer"::equalsIgnoreCase).isPresent());
  }
}
