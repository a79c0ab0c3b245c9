// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.evidence.tls.TlsPair;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** Many full handshakes with an RSA key: another certificate saves more than tickets. */
final class RsaFullHandshakes implements ForensicRule {
  private static final int MANY = 20;

  @Override
  public RuleId id() {
    return RuleId.of("tls-resumption/rsa-full-handshakes");
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
    return "Signing with RSA-2048 makes a full handshake cost the server about four times a resumed"
        + " one. With an ECDSA P-256 certificate a full handshake costs what a resumed one does, so"
        + " that there is nothing left for tickets to save.";
  }

  @Override
  public String fix() {
    return "Keep the connections first. For those that cannot be kept, give the server an ECDSA"
        + " P-256 certificate, beside the RSA one where old clients need that.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Pairs.busiest(evidence).flatMap(RsaFullHandshakes::judge);
  }

  private static Stream<Judgement> judge(TlsPair pair) {
    Pairs.Churn churn = Pairs.churn(pair);
    boolean often = churn == Pairs.Churn.FAST || churn == Pairs.Churn.OPEN;
    if (!often || pair.counts().full() < MANY) {
      return Stream.of();
    }
    TlsPair.Keys keys = pair.keys();
    if (Pairs.isRsa(pair) && keys.rsa() >= MANY) {
      return Stream.of(
          Judgement.found(
              pair.subject(),
              keys.rsa()
                  + " full handshakes in "
                  + Pairs.seconds(pair.span())
                  + " were signed with an RSA key.",
              Pairs.any(pair, "the first handshake of the pair; its signature has an RSA length")));
    }
    return 2 * keys.curve() > pair.counts().full()
        ? Stream.of(
            Judgement.not(
                pair.subject(),
                keys.curve() + " full handshakes were signed with a key on a curve.",
                Pairs.any(pair, "the first handshake of the pair")))
        : Stream.of();
  }
}
