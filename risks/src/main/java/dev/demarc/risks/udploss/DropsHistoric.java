// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.udploss;

import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import dev.demarc.risks.udploss.Network.Grown;
import java.util.stream.Stream;

/** A socket has dropped datagrams, and does not do so now, or one look cannot tell. */
final class DropsHistoric implements ForensicRule {
  private static final int MOST = 20;

  @Override
  public RuleId id() {
    return RuleId.of("udp-loss/drops-historic");
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
    return "The count of a socket begins when it is opened and never falls. It says that datagrams were lost some day, not when: a burst at"
        + " start-up looks like a loss of today.";
  }

  @Override
  public String fix() {
    return "Nothing by itself; look twice, and keep the counter as a metric if the loss matters.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Network.of(evidence).stream()
        .filter(network -> !network.tables().isEmpty())
        .flatMap(DropsHistoric::judge);
  }

  private static Stream<Judgement> judge(Network network) {
    boolean once = !network.hasTwoTables();
    return (once
            ? network.asked().stream().map(socket -> new Grown(socket, socket.drops(), 0))
            : network.grownAsked().stream())
        .filter(one -> one.drops() == 0 && one.socket().drops() > 0)
        .sorted((one, other) -> Long.compare(other.socket().drops(), one.socket().drops()))
        .limit(MOST)
        .map(one -> {
          Judgement.Found found =
              Judgement.found(
                  one.subject(),
                  one.socket().words()
                      + " has dropped "
                      + one.socket().drops()
                      + " datagrams since it was opened"
                      + (once
                          ? "; one look does not tell when."
                          : ", none of them " + network.when() + "."),
                  Network.sighting(one));
          return once ? found.next("whether it goes on: two looks", network.twoLooks()) : found;
        });
  }
}
