// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.remotewrite;

import dev.demarc.evidence.connection.Closing;
import dev.demarc.evidence.connection.Connections;
import dev.demarc.evidence.connection.PairEnds;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** The receiver, or a balancer before it, closes connections that rest. */
final class ServerIdleClose implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("remote-write/server-idle-close");
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
    return "A connection that ends while nothing is unanswered loses no sample: the next batch opens another one. It costs a handshake,"
        + " and it tells the idle time of whoever closes.";
  }

  @Override
  public String fix() {
    return "Nothing needs to be done; to save the handshakes set the idle time of the receiver or balancer above the interval of the scrapes.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Pairs.known(evidence, Closing.SERVER_IDLE_CLOSE)
        .filter(pair -> pair.count() >= Connections.FEWEST)
        .flatMap(ServerIdleClose::judge);
  }

  private static Stream<Judgement> judge(PairEnds pair) {
    if (pair.waits().spread() > Connections.STEADY) {
      return Stream.of(
          Judgement.not(
              pair.subject(),
              pair.count()
                  + " connections were closed by the server while nothing was unanswered, but after times that differ: no idle timer"));
    }
    String idle = Pairs.seconds(pair.waits().seconds());
    Judgement.Found found =
        Judgement.found(
                pair.subject(),
                "The server closes connections of remote_write that rest for "
                    + idle
                    + ": "
                    + pair.count()
                    + " of "
                    + pair.all()
                    + ", none with a request unanswered. No sample is lost by it.",
                Pairs.sighting(
                    pair,
                    "end by the server " + idle + " after the last payload, nothing unanswered"))
            .not("remote-write/mid-request-cut", "at these closes every request had its answer");
    return Stream.of(found);
  }
}
