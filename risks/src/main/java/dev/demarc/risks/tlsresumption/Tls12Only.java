// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.tls.TlsPair;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server answers TLS 1.2 to clients that offer TLS 1.3. */
final class Tls12Only implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("tls-resumption/tls12-only");
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "A full handshake of TLS 1.2 takes two round trips, one of TLS 1.3 takes one. A server"
        + " that does not answer TLS 1.3 costs each new connection a round trip, unless it resumes.";
  }

  @Override
  public String fix() {
    return "Allow TLS 1.3 on the server: in Go remove MaxVersion from its tls.Config; elsewhere"
        + " raise the version of its TLS library.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Map<String, List<TlsPair>> servers =
        Pairs.busiest(evidence)
            .filter(pair -> pair.counts().offered13() > 0)
            .collect(
                Collectors.groupingBy(TlsPair::server, LinkedHashMap::new, Collectors.toList()));
    return servers.entrySet().stream().map(server -> judge(server.getKey(), server.getValue()));
  }

  private static Judgement judge(String server, List<TlsPair> pairs) {
    int offered = pairs.stream().mapToInt(pair -> pair.counts().offered13()).sum();
    int answered = pairs.stream().mapToInt(pair -> pair.counts().answered13()).sum();
    Subject subject = Subject.named("server", server);
    if (answered > 0) {
      return Judgement.not(
          subject,
          "It answered TLS 1.3 in " + answered + " handshakes.",
          Pairs.any(pairs.getFirst(), "a handshake with it"));
    }
    return Judgement.found(
        subject,
        "It chose TLS 1.2 in all " + offered + " handshakes whose client offered TLS 1.3.",
        Pairs.any(pairs.getFirst(), "the first of them"));
  }
}
