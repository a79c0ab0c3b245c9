// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.goroutine.Callers;
import dev.demarc.evidence.goroutine.GoroutineGroup;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** Goroutines wait for minutes for the header of a response. */
final class RequestStuck implements ForensicRule {
  private static final int MINUTES = 2;
  private static final int MOST_SHOWN = 3;

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
    return "Give the request a context with a deadline, or the transport a ResponseHeaderTimeout."
        + " Then look at the other end: it is the one that does not answer.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Waits waits =
        Waits.of(evidence, Situation.AWAITS_RESPONSE, MINUTES, group -> !Callers.isPatient(group));
    if (waits.isEmpty()) {
      return Stream.empty();
    }
    return Stream.concat(
        waits.stuck().map(wait -> found(waits, wait)),
        waits.otherwise("Requests that wait for a response header").stream());
  }

  private static Judgement found(Waits waits, Waits.Wait wait) {
    long stuck = waits.stuck(wait);
    String message =
        stuck
            + (stuck == 1 ? " request of " : " requests of ")
            + wait.words()
            + (stuck == 1 ? " waits" : " wait")
            + " for a response header "
            + waits.since(wait, MINUTES)
            + ": whatever deadline there is, it is longer.";
    Judgement.Found found =
        Judgement.found(wait.subject(waits.dump()), message, wait.groups().getFirst().sighting());
    for (GoroutineGroup group : wait.groups().stream().skip(1).limit(MOST_SHOWN).toList()) {
      found = found.with(group.sighting());
    }
    return stuck == 1 ? found.as(Severity.MEDIUM) : found;
  }
}
