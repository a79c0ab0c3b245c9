// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.remotewrite;

import dev.demarc.evidence.connection.Carries;
import dev.demarc.evidence.connection.Closing;
import dev.demarc.evidence.connection.Connections;
import dev.demarc.evidence.connection.PairEnds;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The other side ends a connection while a request has no answer. */
final class MidRequestCut implements ForensicRule {
  /** A request that comes so close to the end of the idle time meets it, as a share. */
  private static final double NEAR = 0.10;

  @Override
  public RuleId id() {
    return RuleId.of("remote-write/mid-request-cut");
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
    return "Prometheus sends the batch again: nothing is lost, but a receiver that had stored it before the cut stores it twice. The cause"
        + " is the receiver or a balancer between, not the client.";
  }

  @Override
  public String fix() {
    return "Find who ends it (capture on the receiver's side too): a restart, a drained backend, or an idle time that a request just met; let"
        + " the receiver drop duplicates, and set the idle time above the interval of the batches.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<PairEnds> cuts = Pairs.known(evidence, Closing.MID_REQUEST_CUT).toList();
    Stream<Judgement> clean =
        evidence
            .of(PairEnds.class)
            .filter(pair -> pair.carries() == Carries.REMOTE_WRITE)
            .filter(pair ->
                pair.closing() == Closing.CLIENT_CLOSE
                    || pair.closing() == Closing.SERVER_IDLE_CLOSE
                    || pair.closing() == Closing.CLOSED_AFTER_ANSWER)
            .filter(pair -> cuts.stream().noneMatch(cut -> cut.subject().equals(pair.subject())))
            .map(pair ->
                Judgement.not(
                    pair.subject(),
                    "no connection of the "
                        + pair.all()
                        + " was ended by the server with a request unanswered"));
    Stream<Judgement> found = cuts.stream().map(pair -> found(pair, idle(evidence, pair)));
    return Stream.of(found, clean, Pairs.unknown(evidence, Closing.MID_REQUEST_CUT))
        .flatMap(all -> all);
  }

  private static Optional<PairEnds> idle(Evidence evidence, PairEnds cut) {
    return Pairs.known(evidence, Closing.SERVER_IDLE_CLOSE)
        .filter(pair -> pair.subject().equals(cut.subject()))
        .filter(pair ->
            pair.count() >= Connections.FEWEST && pair.waits().spread() <= Connections.STEADY)
        .findFirst();
  }

  private static Judgement found(PairEnds pair, Optional<PairEnds> idle) {
    String how =
        pair.resets() == pair.count() ? "reset" : pair.resets() == 0 ? "closed" : "closed or reset";
    double pause = pair.pauses().seconds();
    boolean isRace =
        idle.isPresent()
            && !pair.pauses().sorted().isEmpty()
            && Math.abs(pause - idle.get().waits().seconds())
                <= NEAR * idle.get().waits().seconds();
    Judgement.Found found =
        Judgement.found(
            pair.subject(),
            pair.count()
                + " of "
                + pair.all()
                + " connections of remote_write were "
                + how
                + " by the server with a request unanswered: sent again, and maybe stored twice"
                + (isRace
                    ? ". They met its idle time of " + Pairs.seconds(idle.get().waits().seconds())
                    : "")
                + ".",
            Pairs.sighting(
                pair,
                (pair.resets() > 0 ? "reset" : "end")
                    + " by the server "
                    + Pairs.seconds(pair.waits().seconds())
                    + " after the request began, in the middle"
                    + Pairs.reconnected(pair)));
    return found
        .not("remote-write/client-timeout", "the server ended them, not the client")
        .next(
            "whether the receiver ended them, or something between: run it there",
            Pairs.record("receiver", 96, pair));
  }
}
