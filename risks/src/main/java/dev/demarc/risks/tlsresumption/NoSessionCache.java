// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.evidence.tls.Outcome;
import dev.demarc.evidence.tls.TlsPair;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** A client says in no hello that it could resume: it has no session cache. */
final class NoSessionCache implements ForensicRule {
  private static final String NEITHER =
      "ClientHello without psk_key_exchange_modes (45) and session_ticket (35)";

  /** So many of each kind, and two programs share the address. */
  private static final int MIXED = 5;

  @Override
  public RuleId id() {
    return RuleId.of("tls-resumption/no-session-cache");
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "crypto/tls resumes only with a ClientSessionCache, which is nil by default; etcd's"
        + " client, gRPC and database drivers set none. Its hello then does not even list how it"
        + " would resume. By itself this is no fault: a connection that is kept needs no ticket.";
  }

  @Override
  public String fix() {
    return "If these connections cannot be kept, set ClientSessionCache:"
        + " tls.NewLRUClientSessionCache(64) on the one tls.Config that all of them use, and read"
        + " from a connection before closing it. GetConfigForClient and SessionTicketsDisabled do"
        + " nothing for a client.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Pairs.busiest(evidence).flatMap(NoSessionCache::judge);
  }

  private static Stream<Judgement> judge(TlsPair pair) {
    TlsPair.Counts counts = pair.counts();
    if (counts.complete() < 2) {
      return Stream.of();
    }
    int able = counts.complete() - counts.notCapable();
    if (counts.notCapable() == 0) {
      return Stream.of(
          Judgement.not(
              pair.subject(),
              "Its hellos list how it would resume (psk_key_exchange_modes or session_ticket).",
              Pairs.any(pair, "ClientHello that could resume")));
    }
    if (able > 0) {
      return able >= MIXED && counts.notCapable() >= MIXED
          ? Stream.of(
              ambiguous(
                  pair,
                  "Two kinds of clients share the address: "
                      + counts.notCapable()
                      + " hellos cannot resume, "
                      + able
                      + " can."))
          : Stream.of();
    }
    return counts.maybeId() > 0
        ? Stream.of(
            ambiguous(
                pair,
                "A session id of TLS 1.2 that the server did not take may be an offer or for show."))
        : Stream.of(found(pair));
  }

  private static Judgement ambiguous(TlsPair pair, String message) {
    NextStep next = Pairs.owner(pair, "which programs they are");
    return Judgement.undecided(
        pair.subject(), Undecided.Reason.AMBIGUOUS, message, next.why(), next.command());
  }

  private static Judgement found(TlsPair pair) {
    String message =
        "None of "
            + pair.counts().complete()
            + " handshakes could have resumed: the client offers no way to.";
    Judgement.Found found =
        Judgement.found(pair.subject(), message, Pairs.first(pair, Outcome.NOT_CAPABLE, NEITHER))
            .not("tls-resumption/ticket-rejected", "no ticket was offered")
            .next(Pairs.owner(pair, "which program it is"));
    Pairs.Churn churn = Pairs.churn(pair);
    boolean costs = churn == Pairs.Churn.FAST && Pairs.isRsa(pair);
    return costs ? found.as(Severity.MEDIUM) : found;
  }
}
