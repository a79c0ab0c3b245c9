// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.evidence.tls.Outcome;
import dev.demarc.evidence.tls.TlsPair;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** A client that could resume has no ticket, after connections that could have left one. */
final class NoTicket implements ForensicRule {
  /** So many times without a ticket is no accident of order. */
  private static final int OFTEN = 5;

  @Override
  public RuleId id() {
    return RuleId.of("tls-resumption/no-ticket");
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
    return "The client can resume and offers nothing, though earlier connections to the server had"
        + " ended. Then each connection has a cache of its own (or is of a new process), or closes"
        + " before it reads, which is when a ticket of TLS 1.3 arrives, or the server issues none.";
  }

  @Override
  public String fix() {
    return "Make the session cache once and share it: tls.NewLRUClientSessionCache(64) in the one"
        + " tls.Config. Read from each connection before closing it. On the server, remove"
        + " SessionTicketsDisabled: true.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Pairs.busiest(evidence).flatMap(NoTicket::judge);
  }

  private static Stream<Judgement> judge(TlsPair pair) {
    TlsPair.Counts counts = pair.counts();
    int again = counts.noTicketAgain();
    int capable = counts.noTicket() + counts.offers();
    if (again >= OFTEN && 2 * again >= capable) {
      return Stream.of(found(pair));
    }
    if (counts.offers() > 0) {
      return Stream.of(
          Judgement.not(
              pair.subject(),
              "Tickets were offered in " + counts.offers() + " of " + capable + " handshakes.",
              Pairs.first(
                  pair,
                  counts.resumed() > 0 ? Outcome.RESUMED : Outcome.REJECTED,
                  "ClientHello with a ticket")));
    }
    return again == 0
        ? Stream.of()
        : Stream.of(
            Judgement.undecided(
                pair.subject(),
                Undecided.Reason.TOO_SHORT,
                "Without a ticket " + again + " times after an earlier connection had ended.",
                "more connections tell whether it goes on",
                Pairs.longer(pair)));
  }

  private static Judgement found(TlsPair pair) {
    TlsPair.Counts counts = pair.counts();
    String message =
        counts.noTicketAgain()
            + " of "
            + (counts.noTicket() + counts.offers())
            + " handshakes of a client that can resume came without a ticket, after an earlier"
            + " connection had ended.";
    return Judgement.found(
            pair.subject(),
            message,
            Pairs.first(
                pair,
                Outcome.NO_TICKET,
                "ClientHello that could resume, without pre_shared_key (41) or a ticket in"
                    + " session_ticket (35)"))
        .not("tls-resumption/no-session-cache", "its hellos list how it would resume")
        .next(
            "whether the server issues tickets",
            "(sleep 1) | openssl s_client -connect "
                + pair.server()
                + " 2>/dev/null | grep -c -i 'session ticket'");
  }
}
