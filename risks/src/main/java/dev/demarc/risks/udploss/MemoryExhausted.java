// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.udploss;

import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** The memory of all UDP sockets together has come to its end. */
final class MemoryExhausted implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("udp-loss/memory-exhausted");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "All UDP sockets of a host share the pages of net.ipv4.udp_mem. When they are used up, sockets with empty buffers drop too, and"
        + " a larger buffer makes it worse.";
  }

  @Override
  public String fix() {
    return "Find the sockets with much unread data and their readers; raise net.ipv4.udp_mem on the host only when the memory is there.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Network.of(evidence).stream()
        .filter(Network::hasTwoCounters)
        .filter(network -> !network.isNarrow() || !network.asked().isEmpty())
        .filter(network -> network.firstCounters().noMemory() >= 0)
        .map(MemoryExhausted::judge);
  }

  private static Judgement judge(Network network) {
    long grown = network.lastCounters().noMemory() - network.firstCounters().noMemory();
    if (grown <= 0) {
      return Judgement.not(network.subject(), "MemErrors stand still", network.counted());
    }
    return Judgement.found(
            network.subject(),
            grown
                + " datagrams were dropped for want of memory within net.ipv4.udp_mem, whatever room their sockets had.",
            network.counted())
        .next(
            "pages in use (mem) and the limit (third number)",
            "grep UDP /proc/net/sockstat; cat /proc/sys/net/ipv4/udp_mem")
        .next("who holds unread data", "ss -uanmp | sort -k2 -n -r | head");
  }
}
