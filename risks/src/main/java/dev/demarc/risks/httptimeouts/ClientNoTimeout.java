// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.gosource.CodeRole;
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

/** A client is made without a Timeout, and its requests have no deadline either. */
final class ClientNoTimeout implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/client-no-timeout");
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
    return "A Timeout of zero means none. A server that accepts and never answers, or"
        + " stops in the middle of a body, holds the goroutine and its connection for ever"
        + " unless the request carries a deadline of its own.";
  }

  @Override
  public String fix() {
    return "Set Timeout on the client; where bodies are streamed, give each request a"
        + " context with a deadline by http.NewRequestWithContext instead.";
  }

  @Override
  public List<String> peers() {
    return List.of("noctx:net/http");
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return HttpCode.packages(evidence)
        .flatMap(in -> StructValue.of(in, HttpCode.HTTP, "Client").stream())
        .filter(client -> HttpCode.isService(client.in(), client.node()))
        .filter(client -> !client.positional() && !client.flow().replaced())
        .filter(client -> !client.sets("Timeout") && isUsed(client.flow()))
        .flatMap(client -> match(client).stream());
  }

  private static boolean isUsed(Flow flow) {
    return !flow.stops().isEmpty() || !flow.methods().isEmpty();
  }

  /** Speaks only of a client on which a request without any deadline is seen. */
  private static Optional<Match> match(StructValue client) {
    return Requests.of(client).stream()
        .filter(one -> one.deadline() == Requests.Deadline.NONE)
        .findFirst()
        .map(one -> bare(client, one));
  }

  /** True when the source does not show that its transport waits for the header for ever. */
  private static boolean mayBoundHeader(StructValue client) {
    if (!client.sets("Transport")) {
      return false;
    }
    List<StructValue> transports =
        StructValue.of(client.in(), HttpCode.HTTP, "Transport").stream()
            .filter(one -> one.flow().stops().stream().anyMatch(s -> Transports.takes(client, s)))
            .toList();
    boolean shared =
        client
            .given("Transport")
            .filter(value -> client.in().isImported(value, HttpCode.HTTP, "DefaultTransport"))
            .isPresent();
    return !shared
        && (transports.isEmpty()
            || transports.stream().allMatch(one -> one.sets("ResponseHeaderTimeout")));
  }

  private static Match bare(StructValue client, Requests.Sent bare) {
    Place sent = bare.call().place();
    String line =
        sent.file().equals(client.place().file())
            ? "line " + sent.line()
            : sent.file().substring(sent.file().lastIndexOf('/') + 1) + ":" + sent.line();
    String what = "This http.Client has no Timeout, and its request in " + line;
    Match match =
        client.in().isTool()
            ? Match.at(client.place(), what + " has no deadline; this program serves nobody.")
                .as(Severity.LOW)
            : mayBoundHeader(client)
                ? Match.at(
                        client.place(),
                        what
                            + " has no deadline; its transport may bound the header, not the body.")
                    .as(Severity.LOW)
                : Match.at(client.place(), what + " has no deadline.");
    return match.with("go", CodeRole.brief(bare.call()), bare.call().place());
  }
}
