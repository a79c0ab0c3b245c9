// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.udploss;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.udp.UdpLook;
import dev.demarc.evidence.udp.UdpSocket;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A socket's buffer is more than half full, again and again. */
final class BufferNearLimit implements ForensicRule {
  private static final int FEWEST = 3;

  @Override
  public RuleId id() {
    return RuleId.of("udp-loss/buffer-near-limit");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "The reader leaves so much unread that a burst of the same size, or a pause twice as long, has no room. A buffer only bridges"
        + " pauses: a reader that is too slow all the time loses with any.";
  }

  @Override
  public String fix() {
    return "Ask for at least the most that was seen waiting by SO_RCVBUF (in Go SetReadBuffer; the kernel doubles the number) and raise net.core.rmem_max"
        + " for it; then look at what the reader does between two reads.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Network.of(evidence).stream().flatMap(BufferNearLimit::judge);
  }

  private static Stream<Judgement> judge(Network network) {
    List<UdpLook> looks = network.tables();
    Map<String, List<UdpSocket>> seen = new LinkedHashMap<>();
    for (UdpLook look : looks) {
      for (UdpSocket socket : look.sockets()) {
        if (socket.limit().orElse(0) > 0 && network.isAsked(socket)) {
          seen.computeIfAbsent(socket.key(), _ -> new ArrayList<>()).add(socket);
        }
      }
    }
    return seen.values().stream()
        .filter(one -> one.size() >= FEWEST)
        .flatMap(one -> judge(one, looks.size()).stream());
  }

  private static Optional<Judgement> judge(List<UdpSocket> seen, int looks) {
    List<UdpSocket> full =
        seen.stream().filter(socket -> socket.queued() * 2 > socket.limit().orElse(0)).toList();
    UdpSocket most =
        seen.stream().max((one, other) -> Long.compare(one.queued(), other.queued())).orElseThrow();
    Subject subject = Subject.named("socket", most.words());
    long limit = most.limit().orElse(0);
    if (full.size() < FEWEST) {
      return most.queued() == 0
          ? Optional.empty()
          : Optional.of(
              Judgement.not(
                  subject,
                  "at most "
                      + most.queued()
                      + " of "
                      + limit
                      + " bytes waited in "
                      + looks
                      + " looks"));
    }
    return Optional.of(
        Judgement.found(
                most.pid().isPresent() ? subject.with("pid", most.pid().getAsLong()) : subject,
                most.words()
                    + " was more than half full in "
                    + full.size()
                    + " of "
                    + seen.size()
                    + " looks, at most "
                    + most.queued()
                    + " of "
                    + limit
                    + " bytes; the same pauses need a buffer of "
                    + most.queued()
                    + " (SO_RCVBUF).",
                new Sighting("udp", most.queued() + " of " + limit + " bytes wait", most.spot()))
            .next(
                "who holds it, and what it does between reads",
                "ss -uanmp 'sport = :" + most.port() + "'"));
  }
}
