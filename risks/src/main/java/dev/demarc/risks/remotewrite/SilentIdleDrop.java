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

/** Something between forgot a connection that rested, and said so only to the next data. */
final class SilentIdleDrop implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("remote-write/silent-idle-drop");
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
    return "A NAT or a balancer drops a connection after its idle time without a word, and the first data after the pause meets a reset of"
        + " someone who does not know it. The batch is sent again on a new connection.";
  }

  @Override
  public String fix() {
    return "Make the pause shorter than the middlebox's idle time (a scrape interval below it), or raise that time.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Stream<Judgement> found =
        Pairs.known(evidence, Closing.SILENT_IDLE_DROP).map(SilentIdleDrop::found);
    Stream<Judgement> open =
        Pairs.known(evidence, Closing.FORGOTTEN_SINCE_UNKNOWN)
            .map(pair ->
                Judgement.undecided(
                    pair.subject(),
                    Undecided.Reason.TRUNCATED,
                    "The first packet of a connection in the capture meets a reset: whether it was ended before, or how long it rested, is not in it",
                    "a capture that begins before the pause",
                    Pairs.record("remote-write", 256, pair)));
    Stream<Judgement> probed =
        Pairs.known(evidence, Closing.DROPPED_AT_PROBE).map(SilentIdleDrop::probed);
    return Stream.of(found, probed, open, Pairs.unknown(evidence, Closing.SILENT_IDLE_DROP))
        .flatMap(all -> all);
  }

  private static Judgement found(PairEnds pair) {
    return Judgement.found(
            pair.subject(),
            "After a pause of "
                + Pairs.seconds(pair.pauses().seconds())
                + " the first data met a reset on "
                + pair.count()
                + " of "
                + pair.all()
                + " connections of remote_write, and nobody had ended them.",
            Pairs.sighting(
                pair,
                "reset without ACK to the first data after a pause, no FIN before"
                    + Pairs.reconnected(pair)))
        .next(
            "whether the receiver was restarted in the pause instead: its own capture shows no reset then",
            Pairs.record("receiver", 96, pair));
  }

  private static Judgement probed(PairEnds pair) {
    return Judgement.found(
            pair.subject(),
            pair.count()
                + " of "
                + pair.all()
                + " connections of remote_write were forgotten while they rested; TCP's own probe after "
                + Pairs.seconds(pair.waits().seconds())
                + " found it, so no request was hit.",
            Pairs.sighting(pair, "reset without ACK to a keep-alive probe, no FIN before"))
        .as(Severity.INFO);
  }
}
