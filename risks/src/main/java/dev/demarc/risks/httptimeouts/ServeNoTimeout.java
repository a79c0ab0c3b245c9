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
import java.util.Optional;
import java.util.stream.Stream;

/** A server is started by a function of the package, which has no place for a timeout. */
final class ServeNoTimeout implements Rule {
  private static final List<String> FUNCTIONS =
      List.of("ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS");

  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/serve-no-timeout");
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
    return "http.ListenAndServe and its kin run a Server whose timeouts are all zero: a"
        + " client that sends half a header, or none, keeps its connection and goroutine"
        + " for as long as it likes. A few thousand of them use up the file descriptors.";
  }

  @Override
  public String fix() {
    return "Make a server: srv := &http.Server{Addr: addr, Handler: h, ReadHeaderTimeout:"
        + " 5 * time.Second, IdleTimeout: 120 * time.Second}, and call"
        + " srv.ListenAndServe().";
  }

  @Override
  public List<String> peers() {
    return List.of("gosec:G114");
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return HttpCode.packages(evidence)
        .flatMap(in ->
            in.occurrences().all(Kind.CALL).stream()
                .filter(call -> HttpCode.isReal(in, call))
                .flatMap(call -> served(in, call).map(name -> match(in, call, name)).stream()));
  }

  private static Optional<String> served(GoPackage in, Node call) {
    return FUNCTIONS.stream().filter(name -> in.isCall(call, HttpCode.HTTP, name)).findFirst();
  }

  /** A program that holds a listener must hand it on: to listen again would be refused. */
  private static Match match(GoPackage in, Node call, String name) {
    Match match = place(in, call, name);
    return name.startsWith("Listen")
        ? match
        : match.remedy(
            "Make a server: srv := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second,"
                + " IdleTimeout: 120 * time.Second}, and call srv."
                + name
                + " with the listener that you have.");
  }

  private static Match place(GoPackage in, Node call, String name) {
    String what = "http." + name + " serves without any timeout";
    Node function = call.child(0).orElse(call);
    if (Listening.isLocal(in, call.child(1))) {
      return Match.at(function.place(), what + "; it listens on this host only.").as(Severity.LOW);
    }
    if (HttpCode.isAside(in.file(call).path())) {
      return Match.at(function.place(), what + "; an example or tool, that people copy from.")
          .as(Severity.LOW);
    }
    return Match.at(function.place(), what + ": a client that sends half a header stays for ever.");
  }
}
