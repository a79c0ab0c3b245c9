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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An error status is sent when part of the body is already out: the status stays 200. */
final class ErrorAfterBody implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("protocol-mismatch/error-after-body");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "The first write sends the status 200. An http.Error after it adds its text to a body that is half"
        + " written; the client sees 200, and the log only 'superfluous WriteHeader'.";
  }

  @Override
  public String fix() {
    return "Build the body in a buffer and write it when it is whole, or end a half-written answer with"
        + " panic(http.ErrAbortHandler).";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Response.all(evidence)
        .flatMap(response -> response.steps().stream())
        .filter(step -> isError(step.event()))
        .flatMap(step -> written(step).map(written -> match(step, written)).stream());
  }

  private static boolean isError(ResponseEvent event) {
    return (event.is(ResponseEvent.Kind.ERROR) && isHttpError(event.node()))
        || (event.is(ResponseEvent.Kind.STATUS)
            && event
                .text()
                .filter(code ->
                    code.matches(
                        "[45]\\d\\d|.*\\.Status(Bad|Not|Internal|Forbidden|Unauthorized|Service|Conflict|Gone)\\w*"))
                .isPresent());
  }

  private static boolean isHttpError(Node call) {
    return call.child(0).flatMap(f -> f.child(1)).filter(n -> n.text().equals("Error")).isPresent();
  }

  private static Optional<ResponseEvent> written(ResponseFlow.Step step) {
    List<ResponseEvent> before = new ArrayList<>(step.always());
    before.addAll(step.earlierTurn());
    return before.stream()
        .filter(event -> event.is(ResponseEvent.Kind.WRITE))
        .filter(event -> !isChecked(event.node(), step.event().node()))
        .findFirst();
  }

  /** True when the error says that this very write failed: then nothing may have gone out. */
  private static boolean isChecked(Node write, Node error) {
    Optional<Node> assign =
        write.parent().flatMap(Node::parent).filter(owner -> owner.is(Kind.ASSIGN));
    if (assign.isEmpty()) {
      return false;
    }
    List<String> names =
        assign.get().child(0).map(Node::children).orElse(List.of()).stream()
            .map(Node::text)
            .filter(name -> !name.equals("_"))
            .toList();
    return error
        .ancestors()
        .takeWhile(above -> !above.is(Kind.FUNC, Kind.FUNC_LIT))
        .filter(above -> above.is(Kind.IF))
        .flatMap(above -> above.children().stream().filter(child -> !child.is(Kind.BLOCK, Kind.IF)))
        .flatMap(head -> head.walk().stream())
        .anyMatch(node -> node.is(Kind.IDENT) && names.contains(node.text()));
  }

  private static Match match(ResponseFlow.Step step, ResponseEvent written) {
    return Match.at(
            step.event().node().place(),
            "Bytes went out with "
                + CodeRole.brief(written.node())
                + " before: the client sees status 200.")
        .with("go", CodeRole.brief(written.node()), written.node().place());
  }
}
