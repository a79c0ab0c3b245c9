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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A setting of a transport switches HTTP/2 off without saying so. */
final class Http2SilentlyOff implements Rule {
  private static final List<String> CAUSES =
      List.of("TLSClientConfig", "DialContext", "Dial", "DialTLSContext", "DialTLS");

  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/http2-silently-off");
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "A transport with its own TLS configuration or dialer offers no HTTP/2 unless"
        + " it is asked to: it cannot know whether the two would work together. Requests"
        + " then need one connection each at a time.";
  }

  @Override
  public String fix() {
    return "Set ForceAttemptHTTP2: true, or start from"
        + " http.DefaultTransport.(*http.Transport).Clone(), which has it. If HTTP/1 is"
        + " meant, say so: an empty TLSNextProto map, or Protocols (Go 1.24).";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Transports.in(evidence)
        .filter(transport -> !Transports.isLocal(transport))
        .filter(transport -> !transport.sets("ForceAttemptHTTP2", "Protocols", "TLSNextProto"))
        .filter(Transports::keepsConnections)
        .filter(transport -> !Transports.isConfigured(transport))
        .filter(transport -> !namesProtocols(transport))
        .filter(
            transport -> transport.sets("TLSClientConfig") || !Transports.dialsElsewhere(transport))
        .flatMap(transport -> cause(transport).map(cause -> match(transport, cause)).stream());
  }

  private static Match match(StructValue transport, String cause) {
    Match match =
        Match.at(
            transport.place(),
            "This http.Transport has " + cause + ", so that it offers no HTTP/2.");
    Node first = transport.keys().get(cause);
    return first == null ? match : match.with("go", CodeRole.brief(first), first.place());
  }

  private static Optional<String> cause(StructValue transport) {
    return CAUSES.stream().filter(transport::sets).findFirst();
  }

  /** True when the TLS configuration lists the protocols itself. */
  private static boolean namesProtocols(StructValue transport) {
    return transport
        .given("TLSClientConfig")
        .filter(config -> config.text().contains("NextProtos"))
        .isPresent();
  }
}
