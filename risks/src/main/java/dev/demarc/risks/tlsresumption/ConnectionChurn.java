// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.evidence.Decimal;
import dev.demarc.evidence.tls.Timing;
import dev.demarc.evidence.tls.TlsPair;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** A client opens TLS connections again and again that end at once. */
final class ConnectionChurn implements ForensicRule {
  private static final int TICKETS = 2;

  @Override
  public RuleId id() {
    return RuleId.of("tls-resumption/connection-churn");
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
    return "A connection that is kept needs no handshake at all. Each new one costs a round trip"
        + " of TCP, one of TLS, and a signature; resumption saves the signature only. So this"
        + " comes before every question about tickets.";
  }

  @Override
  public String fix() {
    return "Keep the connection: one http.Client, grpc.ClientConn or database pool for the life of"
        + " the process; read a response's body to its end and close it; raise"
        + " MaxIdleConnsPerHost (2 by default) to the number of parallel requests, and"
        + " SetMaxIdleConns of a database pool likewise.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Pairs.busiest(evidence).flatMap(ConnectionChurn::judge);
  }

  private static Stream<Judgement> judge(TlsPair pair) {
    return switch (Pairs.churn(pair)) {
      case NONE -> Stream.of();
      case FAST -> Stream.of(found(pair));
      case SLOW -> Stream.of(found(pair).as(Severity.LOW));
      case KEPT ->
          Stream.of(
              Judgement.not(
                  pair.subject(),
                  Pairs.opened(pair) + "; " + pair.lives().count() + " of them ended in it.",
                  Pairs.any(pair, "the first of them")));
      case OPEN ->
          Stream.of(
              Judgement.undecided(
                  pair.subject(),
                  Undecided.Reason.TOO_SHORT,
                  Pairs.opened(pair)
                      + (2 * pair.counts().again() >= pair.counts().all()
                          ? ", one after the other: too short to call it a rate."
                          : ", of which "
                              + pair.lives().count()
                              + " ended: a pool that fills looks like this too."),
                  "two minutes tell whether it goes on",
                  Pairs.longer(pair)));
    };
  }

  private static Judgement.Found found(TlsPair pair) {
    String message =
        Pairs.opened(pair)
            + " ("
            + Decimal.fixed(pair.rate(), 1)
            + " a second); half of those that ended lived less than "
            + lived(pair.lives())
            + ", and all paid a handshake.";
    Judgement.Found found =
        Judgement.found(pair.subject(), message, Pairs.any(pair, "the first of them"))
            .next(Pairs.owner(pair, "which program opens them"));
    if (pair.counts().offers() == 0) {
      return found.not("tls-resumption/ticket-rejected", "no ticket was offered");
    }
    boolean taken = pair.counts().rejected() < TICKETS;
    return taken
        ? found.not(
            "tls-resumption/ticket-rejected",
            pair.counts().resumed() + " of " + pair.counts().offers() + " offers were taken")
        : found;
  }

  private static String lived(Timing lives) {
    return lives.median().toSeconds() > 0
        ? Pairs.seconds(lives.median())
        : Timing.millis(lives.median());
  }
}
