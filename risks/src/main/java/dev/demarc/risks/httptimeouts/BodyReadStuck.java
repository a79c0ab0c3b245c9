// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.goroutine.Callers;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.time.Duration;
import java.util.stream.Stream;

/** Goroutines wait for minutes in the middle of a response's body. */
final class BodyReadStuck implements ForensicRule {
  private static final int MINUTES = 2;

  @Override
  public RuleId id() {
    return RuleId.of("http-timeouts/body-read-stuck");
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
    return "The other end began its answer and stopped. A ResponseHeaderTimeout does not help: it"
        + " ends with the header; only a deadline of the whole request bounds the body.";
  }

  @Override
  public String fix() {
    return "Give the request a context with a deadline, or, for long answers, end it when no byte"
        + " has come for a while. A stream that may be silent says so by its name.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Waits waits =
        Waits.of(evidence, Situation.READS_BODY, MINUTES, group -> !Callers.isPatient(group));
    if (waits.isEmpty()) {
      return Stream.empty();
    }
    return Stream.concat(
        waits.stuck().map(calls -> found(waits, calls)),
        waits.otherwise("Goroutines that read the body of a response").stream());
  }

  private static Judgement found(Waits waits, StuckCalls calls) {
    boolean isShort = calls.lasting(Duration.ofMinutes(MINUTES)) == 0;
    String message =
        calls.count()
            + (calls.count() == 1 ? " body read by " : " bodies read by ")
            + calls.who()
            + (calls.count() == 1 ? " waits" : " wait")
            + " for more "
            + calls.since()
            + (isShort
                ? ". A stream whose caller's name does not say so looks the same."
                : ": the other end stopped in the middle of its answer.");
    return calls.found(calls.subject(), message).next(waits.peer().why(), waits.peer().command());
  }
}
