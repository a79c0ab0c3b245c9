// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.otelbatch;

import dev.demarc.evidence.goroutine.GoroutineDump;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.Optional;
import java.util.stream.Stream;

/** Receivers wait until there is room in a sending queue. */
final class ProducersBlocked implements ForensicRule {
  private static final int FEWEST = 2;

  @Override
  public RuleId id() {
    return RuleId.of("otel-batch/producers-blocked");
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
    return "The queue is full and was told to block (block_on_overflow): each client waits until"
        + " the backend has taken what others sent, or until its own deadline.";
  }

  @Override
  public String fix() {
    return "Look at the backend first. If nothing can be slowed down, leave block_on_overflow off"
        + " and count what is refused; if nothing may be lost, give clients a longer deadline.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Pipeline pipeline = Pipeline.of(evidence);
    Optional<GoroutineDump> most = pipeline.most(Situation.AWAITS_QUEUE_ROOM);
    long blocked = most.map(dump -> dump.count(Situation.AWAITS_QUEUE_ROOM)).orElse(0L);
    if (blocked >= FEWEST) {
      return Stream.of(found(pipeline, most.get(), blocked));
    }
    return pipeline.most(Situation.AWAITS_RESULT).stream()
        .map(dump ->
            Judgement.not(
                Pipeline.subject(dump),
                dump.count(Situation.AWAITS_RESULT)
                    + " receivers wait for the result of their data (wait_for_result), not for"
                    + " room in the queue",
                Pipeline.sighting(dump, Situation.AWAITS_RESULT)));
  }

  private static Judgement found(Pipeline pipeline, GoroutineDump dump, long blocked) {
    String message =
        blocked
            + " receivers wait for room in a full sending queue"
            + pipeline.since(Situation.AWAITS_QUEUE_ROOM)
            + ".";
    Judgement.Found found =
        Judgement.found(
                Pipeline.subject(dump),
                message,
                Pipeline.sighting(dump, Situation.AWAITS_QUEUE_ROOM))
            .next("how full the queue is", Pipeline.METRICS + "queue_");
    for (Situation cause : new Situation[] {Situation.EXPORTING, Situation.BACKING_OFF}) {
      if (dump.count(cause) > 0) {
        found = found.with(Pipeline.sighting(dump, cause));
      }
    }
    return found;
  }
}
