// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.otelbatch;

import dev.demarc.evidence.goroutine.GoroutineDump;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.evidence.log.LogEvents;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.Optional;
import java.util.stream.Stream;

/** Receivers wait for the batch processor, which waits for what comes behind it. */
final class BatchSendBlocked implements ForensicRule {
  private static final int FEWEST = 2;

  @Override
  public RuleId id() {
    return RuleId.of("otel-batch/batch-send-blocked");
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
    return "The batch processor has one goroutine and a short channel, and exports without the"
        + " caller's context: a client's deadline does not end this wait. What it then sends"
        + " and loses, it tells nobody.";
  }

  @Override
  public String fix() {
    return "Let the exporter behind it have a sending_queue; better, drop the batch processor and"
        + " use the batch of the sending_queue, which tells errors to its senders.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Pipeline pipeline = Pipeline.of(evidence);
    Optional<GoroutineDump> most =
        pipeline
            .most(Situation.AWAITS_BATCH)
            .filter(dump -> dump.count(Situation.AWAITS_BATCH) >= FEWEST)
            .filter(dump -> dump.count(Situation.SENDS_BATCH) > 0);
    return most.map(dump -> found(pipeline, dump)).stream();
  }

  private static Judgement found(Pipeline pipeline, GoroutineDump dump) {
    boolean isLasting =
        pipeline.lasts(Situation.AWAITS_BATCH) || pipeline.lasts(Situation.SENDS_BATCH);
    String message =
        dump.count(Situation.AWAITS_BATCH)
            + " receivers wait for the batch processor, which waits for its exporter"
            + (isLasting
                ? pipeline.since(Situation.AWAITS_BATCH)
                : "; medium, as one dump shows a moment only")
            + ".";
    Judgement.Found found =
        Judgement.found(
                Pipeline.subject(dump), message, Pipeline.sighting(dump, Situation.AWAITS_BATCH))
            .with(Pipeline.sighting(dump, Situation.SENDS_BATCH));
    found = pipeline.joined(found, events -> events.message() == LogEvents.Message.BATCH_FAILED);
    return isLasting
        ? found
        : found
            .as(Severity.MEDIUM)
            .next(
                "the same calls a minute later",
                "curl -s 'http://localhost:1777/debug/pprof/goroutine?debug=2' -o "
                    + NextStep.newFile("d2", ".txt"));
  }
}
