// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.goroutine.Callers;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.time.Duration;
import java.util.stream.Stream;

/** Goroutines wait for minutes for the header of a response. */
final class RequestStuck implements ForensicRule {
  private static final int MINUTES = 2;

  /** So many for two minutes are no chance. */
  private static final int FEWEST = 2;

  /** Seconds: longer than the usual long poll. */
  private static final int LONG = 120;

  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/request-stuck");
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
    return "The other end took the request and does not answer; net/http waits as long as it was"
        + " told, and by default nobody told it. Each one holds a goroutine and a connection.";
  }

  @Override
  public String fix() {
    return "Look at the other end first: it has not answered. If this call is no long"
        + " poll: give the request a context with a deadline, or the transport a"
        + " ResponseHeaderTimeout.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Waits waits =
        Waits.of(evidence, Situation.AWAITS_RESPONSE, MINUTES, group -> !Callers.isPatient(group));
    if (waits.isEmpty()) {
      return Stream.empty();
    }
    return Stream.concat(
        waits.stuck().map(calls -> found(waits, calls)),
        waits.otherwise("Requests that wait for a response header").stream());
  }

  private static Judgement found(Waits waits, StuckCalls calls) {
    long lasting = calls.lasting(Duration.ofMinutes(MINUTES));
    String message = message(calls, calls.who(), lasting);
    Judgement.Found found =
        calls.found(
            calls.subject(),
            message.length() <= Match.MAX_MESSAGE
                ? message
                : message(
                    calls, calls.callers().size() == 1 ? "one caller" : calls.who(), lasting));
    found = found.next(waits.peer().why(), waits.peer().command());
    if (lasting == 0) {
      found = found.next(waits.again(LONG).why(), waits.again(LONG).command());
    }
    return lasting < FEWEST ? found.as(Severity.MEDIUM) : found;
  }

  private static String message(StuckCalls calls, String who, long lasting) {
    return calls.count()
        + (calls.count() == 1 ? " request of " : " requests of ")
        + who
        + (calls.count() == 1 ? " waits" : " wait")
        + " for a response header "
        + calls.since()
        + (lasting == 0
            ? ". A long poll whose caller's name does not say so looks the same."
            : ": whatever deadline there is, it is longer.");
  }
}
