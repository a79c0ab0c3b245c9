// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.remotewrite;

import dev.demarc.evidence.connection.Closing;
import dev.demarc.evidence.connection.PairEnds;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** Data is sent again and again on a connection, and nobody acknowledges any of it. */
final class Blackhole implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("remote-write/blackhole");
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
    return "The packets of one connection vanish while a new one to the same address works: a middlebox, a route or a host that went away"
        + " without a word. Until the client gives up, this shard sends nothing.";
  }

  @Override
  public String fix() {
    return "Find the hop that drops them (conntrack, a drained node, a changed route); a shorter remote_timeout makes the client give up sooner.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Stream<Judgement> known =
        Pairs.known(evidence, Closing.BLACKHOLE)
            .map(pair ->
                pair.followed() > 0
                    ? found(pair)
                    : open(
                        pair,
                        Undecided.Reason.TOO_SHORT,
                        "Data is sent again "
                            + pair.repeats()
                            + " times and never acknowledged, and no new connection follows in the capture: the whole host may be away"));
    Stream<Judgement> oneSided =
        Pairs.known(evidence, Closing.ONE_SIDED)
            .map(pair ->
                open(
                    pair,
                    Undecided.Reason.NOT_COLLECTED,
                    pair.count()
                        + " connections have requests and no answers, but the capture never shows a packet of the server: it may hold one direction only"));
    return Stream.of(known, oneSided, Pairs.unknown(evidence, Closing.BLACKHOLE))
        .flatMap(all -> all);
  }

  private static Judgement open(PairEnds pair, Undecided.Reason reason, String message) {
    return Judgement.undecided(
        pair.subject(),
        reason,
        message,
        "both directions, and long enough to see the client try again",
        Pairs.record("remote-write", 256, pair));
  }

  private static Judgement found(PairEnds pair) {
    return Judgement.found(
            pair.subject(),
            pair.count()
                + " of "
                + pair.all()
                + " connections of remote_write sent their data up to "
                + pair.repeats()
                + " times again and got no acknowledgement; new ones worked.",
            Pairs.sighting(
                pair,
                "last packet of a connection after "
                    + pair.repeats()
                    + " repetitions; "
                    + (pair.heard() == 0
                        ? "no packet came back"
                        : "packets that came back acknowledge none of it")
                    + Pairs.reconnected(pair)))
        .not(
            "remote-write/client-timeout",
            "not even an acknowledgement came: the receiver is not merely slow")
        .next("where the packets end", "ss -tnoi dst " + pair.server());
  }
}
