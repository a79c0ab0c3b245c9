// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.value.StructValue;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** The widely copied remedy for a client without timeouts takes four other things away. */
final class CargoCultBareTransport implements Rule {
  private static final String[] DROPPED = {
    "TLSHandshakeTimeout", "IdleConnTimeout", "Proxy", "ForceAttemptHTTP2"
  };

  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/cargo-cult-bare-transport");
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
    return "A client with a Timeout around a bare http.Transport is often given as the"
        + " production setting. It was measured to offer no HTTP/2, it ignores"
        + " HTTPS_PROXY, it has no TLS or idle limit of its own, and the Timeout also cuts"
        + " downloads that are merely long.";
  }

  @Override
  public String fix() {
    return "Start from http.DefaultTransport.(*http.Transport).Clone(), set"
        + " ResponseHeaderTimeout and DialContext on the copy, keep one client, and give"
        + " each request a context with its own deadline.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Transports.in(evidence)
        .filter(transport -> transport.sets("DialContext", "Dial"))
        .filter(transport -> transport.sets("ResponseHeaderTimeout"))
        .filter(transport -> !transport.sets(DROPPED) && !Transports.isLocal(transport))
        .flatMap(transport ->
            Transports.clients(transport).stream()
                .flatMap(client -> Transports.key(client, "Timeout").stream())
                .limit(1)
                .map(timeout -> match(transport, timeout)));
  }

  private static Match match(StructValue transport, Node timeout) {
    return Match.at(
            transport.place(),
            "This transport bounds dial and header, and drops TLSHandshakeTimeout, IdleConnTimeout,"
                + " Proxy and HTTP/2, which the default one has.")
        .with("go", "Timeout: " + CodeRole.brief(timeout), timeout.place());
  }
}
