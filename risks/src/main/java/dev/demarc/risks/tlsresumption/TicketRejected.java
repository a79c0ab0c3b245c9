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

/** A server refuses the tickets that it, or its replica, has issued. */
final class TicketRejected implements ForensicRule {
  /** A restart or a rotation of keys costs each client one refusal. */
  private static final int MANY = 10;

  /** One in five: with two replicas that share no key every second offer fails. */
  private static final int PART = 5;

  @Override
  public RuleId id() {
    return RuleId.of("tls-resumption/ticket-rejected");
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
    return "A ticket of TLS is the session, encrypted with the server's key. crypto/tls makes a key"
        + " for each tls.Config, at random; replicas behind one address, or configurations made for"
        + " each connection, cannot read each other's tickets. The client sends more and saves"
        + " nothing.";
  }

  @Override
  public String fix() {
    return "Give all replicas the same keys: tls.Config.SetSessionTicketKeys from a shared secret,"
        + " rotated at least every 24 h, the newest first. Or make the tls.Config once, and in"
        + " GetConfigForClient return clones of it.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Pairs.busiest(evidence).flatMap(TicketRejected::judge);
  }

  private static Stream<Judgement> judge(TlsPair pair) {
    int rejected = pair.counts().rejected();
    int offers = pair.counts().offers();
    if (offers == 0) {
      return Stream.of();
    }
    String figures = rejected + " of " + offers + " offered tickets were refused";
    if (PART * rejected <= offers || rejected < 2) {
      return Stream.of(
          Judgement.not(
              pair.subject(),
              figures + (rejected == 1 ? ": a restart or a rotation of keys does that." : "."),
              Pairs.first(
                  pair,
                  rejected == offers ? Outcome.REJECTED : Outcome.RESUMED,
                  "ClientHello with a ticket")));
    }
    if (rejected < MANY) {
      return Stream.of(
          Judgement.undecided(
              pair.subject(),
              Undecided.Reason.TOO_SHORT,
              figures + "; restarts of the server look like this too.",
              "more connections tell whether it goes on",
              Pairs.longer(pair)));
    }
    return Stream.of(
        Judgement.found(
                pair.subject(),
                figures + ": by replicas that share no ticket key, or by one that makes keys anew.",
                Pairs.first(
                    pair,
                    Outcome.REJECTED,
                    "ClientHello offers a session, the ServerHello does not take it"))
            .not("tls-resumption/no-session-cache", "tickets are offered")
            .next("how many servers are behind the address", "getent ahosts " + host(pair)));
  }

  private static String host(TlsPair pair) {
    return pair.server().substring(0, pair.server().lastIndexOf(':')).replaceAll("[\\[\\]]", "");
  }
}
