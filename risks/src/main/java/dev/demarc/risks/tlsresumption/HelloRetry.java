// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.tls.TlsPair;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/**
 * Handshakes take a round trip more, because the first key share is of a group the server lacks.
 */
final class HelloRetry implements ForensicRule {
  private static final int ENOUGH = 20;
  private static final int PART = 20;

  @Override
  public RuleId id() {
    return RuleId.of("tls-resumption/hello-retry");
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
    return "A client of TLS 1.3 sends key shares for the groups it guesses (crypto/tls: X25519, and"
        + " since Go 1.24 X25519MLKEM768 with it). A server that has neither asks for another hello:"
        + " one round trip more for each new connection, resumed or not.";
  }

  @Override
  public String fix() {
    return "Give client and server a group in common that the client tries first: let the server"
        + " allow X25519 (remove CurvePreferences), or set the client's CurvePreferences to a group"
        + " of the server's, such as tls.CurveP256.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Pairs.busiest(evidence).flatMap(HelloRetry::judge);
  }

  private static Stream<Judgement> judge(TlsPair pair) {
    int retries = pair.counts().retries();
    int all = pair.counts().all();
    String figures = retries + " of " + all + " handshakes took a HelloRetryRequest";
    if (retries == 0) {
      return Stream.of();
    }
    if (all < ENOUGH) {
      return Stream.of(
          Judgement.undecided(
              pair.subject(),
              Undecided.Reason.TOO_SHORT,
              figures + ": too few for a rate.",
              "more connections give one",
              Pairs.longer(pair)));
    }
    if (PART * retries <= all) {
      return Stream.of(
          Judgement.not(pair.subject(), figures + ".", Pairs.any(pair, "a handshake of the pair")));
    }
    return Stream.of(
        Judgement.found(
            pair.subject(),
            figures + ", and with it one round trip more.",
            new Sighting(
                "pcap",
                "ServerHello with the random value of a HelloRetryRequest answers it",
                pair.retries().getFirst())));
  }
}
