// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

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

/** A transport is built from zero and lacks the limits that the default one has. */
final class TransportNotCloned implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/transport-not-cloned");
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
    return "The zero value of http.Transport is not DefaultTransport: it has no limit for"
        + " connecting (the kernel gives up after about two minutes), none for the TLS"
        + " handshake, and keeps idle connections until the other side closes them.";
  }

  @Override
  public String fix() {
    return "Start from a copy: tr := http.DefaultTransport.(*http.Transport).Clone(), then"
        + " set on tr what differs. It keeps the dialer, the limits, the proxy and HTTP/2.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Transports.in(evidence)
        .filter(transport -> !Transports.isLocal(transport) && !Transports.isConfigured(transport))
        .filter(transport -> !TransportPerCall.isPerCall(transport))
        .flatMap(transport -> match(transport, Transports.missing(transport)).stream());
  }

  private static Optional<Match> match(StructValue transport, List<String> missing) {
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String what = "This http.Transport lacks " + String.join(", ", missing);
    if (missing.equals(List.of("IdleConnTimeout"))) {
      return Optional.of(
          Match.at(transport.place(), what + ": idle connections stay until the server ends them.")
              .as(Severity.LOW));
    }
    if (missing.equals(List.of("TLSHandshakeTimeout"))) {
      return Optional.of(
          Match.at(transport.place(), what + ": it matters where a server is asked by https.")
              .as(Severity.LOW));
    }
    if (transport.in().isTool()) {
      return Optional.of(
          Match.at(transport.place(), what + "; this program serves nobody.").as(Severity.LOW));
    }
    if (Transports.isBounded(transport)) {
      return Optional.of(
          Match.at(transport.place(), what + "; the Timeout of its client bounds the requests.")
              .as(Severity.LOW));
    }
    return Optional.of(
        transport.sets(Transports.DIALERS) && Transports.dialsElsewhere(transport)
            ? Match.at(transport.place(), what + "; what its dialer bounds is not seen here.")
                .as(Severity.LOW)
            : Match.at(transport.place(), what + "."));
  }
}
