// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

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
import java.util.Set;
import java.util.stream.Stream;

/** A request goes out by the client that everyone shares, which has no deadline. */
final class PkgFuncNoDeadline implements Rule {
  private static final Set<String> METHODS = Set.of("Get", "Head", "Post", "PostForm");

  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/pkg-func-no-deadline");
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
    return "http.DefaultClient has no Timeout, and a request without a context has no"
        + " deadline of its own. Connecting ends after 30 s and the TLS handshake after 10"
        + " s, but a server that accepts and never answers holds this goroutine for ever.";
  }

  @Override
  public String fix() {
    return "Build the request by http.NewRequestWithContext with a context that has a"
        + " deadline, and send it by a client of your own with a Timeout.";
  }

  @Override
  public List<String> peers() {
    return List.of("noctx:net/http");
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return HttpCode.packages(evidence).flatMap(PkgFuncNoDeadline::inPackage);
  }

  private static Stream<Match> inPackage(GoPackage in) {
    List<Node> calls =
        in.occurrences().all(Kind.CALL).stream()
            .filter(call -> isRequest(in, call) && HttpCode.isService(in, call))
            .toList();
    boolean bounded = !calls.isEmpty() && isBounded(in);
    return calls.stream().map(call -> match(in, call, bounded));
  }

  private static Match match(GoPackage in, Node call, boolean bounded) {
    Node function = call.child(0).orElse(call);
    String what = function.text() + " has no deadline";
    if (bounded) {
      return Match.at(
              function.place(),
              what + " of its own: it relies on the Timeout that this package sets for everyone.")
          .as(Severity.LOW);
    }
    if (in.isTool()) {
      return Match.at(
              function.place(),
              what + "; this program serves nobody, so that it can be interrupted.")
          .as(Severity.LOW);
    }
    return Match.at(
        function.place(), what + ": if the server never answers, the call never returns.");
  }

  private static boolean isRequest(GoPackage in, Node call) {
    Node function = call.child(0).orElse(call);
    String name = function.is(Kind.SELECTOR) ? function.child(1).map(Node::text).orElse("") : "";
    if (!METHODS.contains(function.is(Kind.IDENT) ? function.text() : name)) {
      return false;
    }
    return METHODS.stream().anyMatch(method -> in.isImported(function, HttpCode.HTTP, method))
        || function
            .child(0)
            .filter(base -> in.isImported(base, HttpCode.HTTP, "DefaultClient"))
            .isPresent();
  }

  /** True when the package gives the shared client a Timeout, or puts another in its place. */
  private static boolean isBounded(GoPackage in) {
    return in.occurrences().all(Kind.ASSIGN).stream()
        .flatMap(assign -> assign.child(0).map(Node::children).orElse(List.of()).stream())
        .map(target ->
            target.child(1).filter(field -> field.text().equals("Timeout")).isPresent()
                ? target.child(0).orElse(target)
                : target)
        .anyMatch(target -> in.isImported(target, HttpCode.HTTP, "DefaultClient"));
  }
}
