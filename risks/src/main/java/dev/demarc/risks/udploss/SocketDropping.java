// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.udploss;

import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.process.ProgramKind;
import dev.demarc.evidence.udp.UdpCounters;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import dev.demarc.risks.udploss.Network.Grown;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kernel drops datagrams at a socket while one looks. */
final class SocketDropping implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("udp-loss/socket-dropping");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "A datagram that finds the socket's buffer full is dropped and counted by the kernel; neither sender nor reader gets an error."
        + " The buffer counts what the kernel holds of a datagram, which is more than its payload.";
  }

  @Override
  public String fix() {
    return Advice.of(ProgramKind.UNKNOWN);
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Network.of(evidence).stream().filter(Network::hasTwoTables).flatMap(this::judge);
  }

  private Stream<Judgement> judge(Network network) {
    List<Grown> growing = network.grownAsked().stream().filter(one -> one.drops() > 0).toList();
    int open = network.asked().size();
    if (growing.isEmpty() && network.unseen().isPresent()) {
      return unseen(network, network.unseen().getAsLong()).stream();
    }
    if (growing.isEmpty()) {
      return open == 0
          ? Stream.empty()
          : Stream.of(
              Judgement.not(
                  network.subject(),
                  "no datagram was dropped at open sockets ("
                      + open
                      + (network.isNarrow() ? " of those asked about) " : ") ")
                      + network.when()));
    }
    return growing.stream().map(one -> judge(network, one));
  }

  /** Somebody's socket of this network drops, and whose it is cannot be seen. */
  private static Optional<Judgement> unseen(Network network, long pid) {
    return network.grown().stream()
        .filter(one -> one.drops() > 0 && one.socket().pid().isEmpty())
        .findFirst()
        .map(one ->
            Judgement.undecided(
                Subject.pid(pid),
                Undecided.Reason.NOT_PERMITTED,
                one.socket().words()
                    + " of this process's network dropped "
                    + one.drops()
                    + " datagrams "
                    + network.when()
                    + "; whether the process holds it cannot be seen by this user.",
                "who holds it",
                "sudo demarc identify pid:" + pid));
  }

  private Judgement judge(Network network, Grown one) {
    Optional<Duration> time = network.between();
    if (time.isPresent() && time.get().compareTo(Network.SHORTEST) < 0) {
      return Judgement.undecided(
          one.subject(),
          Undecided.Reason.TOO_SHORT,
          one.drops()
              + " datagrams were dropped "
              + network.when()
              + "; that is too short for a rate",
          "two looks, ten seconds apart",
          network.twoLooks());
    }
    if (hasRoom(network, one)) {
      return notForWantOfRoom(network, one);
    }
    String rate =
        time.map(span ->
                String.format(Locale.ROOT, " (%.0f a second)", one.drops() / Network.seconds(span)))
            .orElse("");
    Judgement.Found found =
        Judgement.found(
            one.subject(),
            holder(one)
                + " dropped "
                + one.drops()
                + " datagrams "
                + network.when()
                + rate
                + share(network, one)
                + ".",
            Network.sighting(one));
    if (network.hasTwoCounters()) {
      found = found.with(network.counted());
      if (network.lastCounters().noMemory() >= 0
          && network.lastCounters().noMemory() == network.firstCounters().noMemory()) {
        found =
            found.not(
                "udp-loss/memory-exhausted", "MemErrors stand still: it is this socket's buffer");
      }
    }
    return found
        .remedy(Advice.of(network.kind(one.socket())))
        .next(
            "its buffer's limit (rb) and who holds it",
            "ss -uanmp 'sport = :" + one.socket().port() + "'");
  }

  /** Whether the kernel dropped as many in all, and not one of them because a buffer was full. */
  private static boolean hasRoom(Network network, Grown one) {
    if (!network.hasTwoCounters() || network.firstCounters().noMemory() < 0) {
      return false;
    }
    UdpCounters from = network.firstCounters();
    UdpCounters to = network.lastCounters();
    return to.errors() - from.errors() >= one.drops()
        && to.bufferFull() == from.bufferFull()
        && to.noMemory() == from.noMemory();
  }

  private static Judgement notForWantOfRoom(Network network, Grown one) {
    long checksums = network.lastCounters().badChecksum() - network.firstCounters().badChecksum();
    return Judgement.found(
            one.subject(),
            holder(one)
                + " dropped "
                + one.drops()
                + " datagrams "
                + network.when()
                + ", and no buffer was full: info, as a filter of the socket does so on purpose"
                + (checksums > 0 ? "; checksums were wrong " + checksums + " times." : "."),
            Network.sighting(one))
        .with(network.counted())
        .as(Severity.INFO)
        .remedy(
            "Nothing, where the program has a filter on the socket (SO_ATTACH_FILTER, SO_ATTACH_BPF). Wrong checksums"
                + " come from the network or the sender's card. A larger buffer changes nothing.")
        .next(
            "why the kernel drops: SOCKET_FILTER, UDP_CSUM or another reason (Linux 5.17 and later, as root)",
            "perf record -q -a -e skb:kfree_skb -o - -- sleep 10 | perf script -i - | grep -o 'reason: .*' | sort | uniq -c");
  }

  private static String holder(Grown one) {
    return one.socket().words()
        + (one.socket().program().isEmpty() ? "" : " (" + one.socket().program() + ")");
  }

  /** Of what came to all sockets of the network: the kernel does not count what one has read. */
  private static String share(Network network, Grown one) {
    if (!network.hasTwoCounters()) {
      return "";
    }
    long read = network.lastCounters().read() - network.firstCounters().read();
    return read < 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; programs of this network read %d meanwhile, %.1f %% are lost",
            read,
            100.0 * one.drops() / (one.drops() + read));
  }
}
