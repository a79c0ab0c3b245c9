// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.remotewrite;

import dev.demarc.evidence.connection.Closing;
import dev.demarc.evidence.connection.PairEnds;
import dev.demarc.evidence.connection.Waits;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The client gives up on a request that the receiver has and does not answer. */
final class ClientTimeout implements ForensicRule {
  /** In seconds: the default of remote_timeout is 30; the others are what people set. */
  private static final List<Double> KNOWN = List.of(30.0, 5.0, 10.0, 15.0, 60.0);

  /** A timer of the client is exact, seen from either end. */
  private static final double CLOSE = 0.01;

  private static final double SLACK = 0.05;

  /** So many that agree are a timer whatever its time is. */
  private static final int AGREE = 3;

  @Override
  public RuleId id() {
    return RuleId.of("remote-write/client-timeout");
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
    return "The receiver did not answer in the time that remote_timeout gives it. Prometheus"
        + " sends the batch again, and a receiver that is only slow stores it twice.";
  }

  @Override
  public String fix() {
    return "Look at the receiver: its load, its storage, its own timeouts. A longer remote_timeout hides it, and one above the balancer's"
        + " timeout has no effect.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Stream.concat(
        Pairs.known(evidence, Closing.CLIENT_GAVE_UP).map(ClientTimeout::judge),
        Pairs.unknown(evidence, Closing.CLIENT_GAVE_UP));
  }

  private static Judgement judge(PairEnds pair) {
    Optional<Double> timeout = timeout(pair.waits());
    if (timeout.isEmpty()) {
      return Judgement.undecided(
          pair.subject(),
          Undecided.Reason.AMBIGUOUS,
          "The client ended "
              + pair.count()
              + " of "
              + pair.all()
              + " connections with a request unanswered, after "
              + Pairs.seconds(pair.waits().seconds())
              + ": no known timeout, and a client that is stopped does the same",
          "whether Prometheus gave up or was stopped, in its own log",
          "journalctl -u prometheus --no-pager | grep -E 'context deadline exceeded|SIGTERM'");
    }
    long same =
        pair.waits().sorted().stream().filter(one -> fits(one / 1e9, timeout.get())).count();
    Judgement.Found found =
        Judgement.found(
                pair.subject(),
                "The client gave up on "
                    + same
                    + " requests after "
                    + Pairs.seconds(timeout.get())
                    + " without an answer; "
                    + pair.all()
                    + " connections, "
                    + pair.turns()
                    + " requests in all.",
                Pairs.sighting(
                    pair,
                    "end by the client "
                        + Pairs.seconds(pair.waits().seconds())
                        + " after the request began"
                        + (pair.acknowledged() == pair.count()
                            ? ", which was acknowledged and not answered"
                            : ", which was not answered")
                        + Pairs.reconnected(pair)))
            .next("how long the receiver takes, on its side", Pairs.record("receiver", 96, pair));
    return pair.acknowledged() == pair.count()
        ? found.not("remote-write/blackhole", "each of these requests was acknowledged")
        : found;
  }

  /** The timeout in seconds that most of the waits have; empty when there is none. */
  private static Optional<Double> timeout(Waits waits) {
    if (waits.sorted().size() >= AGREE && waits.spread() <= CLOSE) {
      return Optional.of(
          KNOWN.stream()
              .filter(known -> fits(waits.seconds(), known))
              .findFirst()
              .orElse(waits.seconds()));
    }
    return KNOWN.stream()
        .filter(known -> waits.sorted().stream().anyMatch(one -> fits(one / 1e9, known)))
        .findFirst();
  }

  private static boolean fits(double seconds, double known) {
    return Math.abs(seconds - known) <= known * CLOSE + SLACK;
  }
}
