// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.udploss;

import dev.demarc.evidence.udp.UdpLook;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import dev.demarc.risks.udploss.Network.Grown;
import java.util.Optional;
import java.util.stream.Stream;

/** The kernel counts more drops than its open sockets do. */
final class DropsUnattributed implements ForensicRule {
  /** Table and counters are not read in the same instant. */
  private static final long FEWEST = 10;

  @Override
  public RuleId id() {
    return RuleId.of("udp-loss/drops-unattributed");
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
    return "The table holds open sockets only, and a socket takes its count with it when it is closed; the network's counters keep it. A"
        + " program that opens a socket for each request loses datagrams that no table shows.";
  }

  @Override
  public String fix() {
    return "Look for short-lived sockets, and look at the table more often; keep one socket open instead of one for each exchange.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Network.of(evidence).stream()
        .filter(Network::hasTwoCounters)
        .flatMap(network -> {
          if (network.tables().isEmpty()) {
            return countersAlone(network).stream();
          }
          boolean isWhole =
              network.hasTwoTables()
                  && network.tables().stream().allMatch(DropsUnattributed::isWhole);
          return isWhole ? judge(network).stream() : Stream.empty();
        });
  }

  /** Whose datagrams they were the counters of a network do not say. */
  private static Optional<Judgement> countersAlone(Network network) {
    long errors = network.lastCounters().errors() - network.firstCounters().errors();
    long checksums = network.lastCounters().badChecksum() - network.firstCounters().badChecksum();
    long drops = errors - Math.max(0, checksums);
    if (drops <= FEWEST) {
      return Optional.empty();
    }
    return Optional.of(
        Judgement.undecided(
            network.subject(),
            Undecided.Reason.NOT_COLLECTED,
            "The kernel dropped "
                + drops
                + " datagrams "
                + network.when()
                + "; at which socket stands in a table that was not given.",
            "the sockets with their drops, twice, with the counters",
            network.twoLooks()));
  }

  /** Both tables of /proc, or that of ss: a socket of IPv6 drops datagrams of IPv4 too. */
  private static boolean isWhole(UdpLook look) {
    return look.tables().contains("ss")
        || (look.tables().contains("udp") && look.tables().contains("udp6"));
  }

  private static Optional<Judgement> judge(Network network) {
    long errors = network.lastCounters().errors() - network.firstCounters().errors();
    long checksums = network.lastCounters().badChecksum() - network.firstCounters().badChecksum();
    long known = network.grown().stream().mapToLong(Grown::drops).sum();
    long unknown = errors - Math.max(0, checksums) - known;
    boolean together =
        network.tables().getFirst().counters().isPresent()
            && network.tables().getLast().counters().isPresent();
    if (errors <= 0) {
      return Optional.empty();
    }
    if (network.isNarrow() && network.asked().isEmpty()) {
      return Optional.empty(); // nobody who is asked about has such a socket
    }
    if (unknown <= FEWEST || unknown * (together ? 20 : 2) <= errors) {
      return Optional.of(
          Judgement.not(
              network.subject(),
              "the kernel counted "
                  + errors
                  + " drops "
                  + network.when()
                  + ", and its open sockets "
                  + known,
              network.counted()));
    }
    return Optional.of(
        Judgement.found(
                network.subject(),
                "The kernel dropped "
                    + errors
                    + " datagrams "
                    + network.when()
                    + ", and "
                    + (known == 0 ? "none" : "only " + known)
                    + " of them at sockets that are open: "
                    + unknown
                    + " went with closed ones"
                    + (network.isNarrow() ? ", of whichever process of this network." : "."),
                network.counted())
            .next(
                "sockets that live shortly: the table, again and again",
                "cd "
                    + network.home()
                    + " && for i in $(seq 50); do cat udp udp6 | awk '$NF > 0'; sleep 0.2; done"));
  }
}
