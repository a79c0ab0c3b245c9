// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.otelbatch;

import dev.demarc.evidence.goroutine.GoroutineDump;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.evidence.log.LogEvents;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.Optional;
import java.util.stream.Stream;

/** Senders of an exporter wait until they try again: the backend refuses or cannot be reached. */
final class ExporterBackingOff implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("otel-batch/exporter-backing-off");
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
    return "A sender waits here only after a try that failed in a way that allows another one. It"
        + " holds its consumer meanwhile; after max_elapsed_time, 5 minutes by default, its data"
        + " is dropped.";
  }

  @Override
  public String fix() {
    return "Look at the backend: what it answers stands in the collector's log. For outages that"
        + " may be longer, raise max_elapsed_time and give the sending_queue a storage.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Pipeline pipeline = Pipeline.of(evidence);
    Optional<GoroutineDump> most = pipeline.most(Situation.BACKING_OFF);
    if (most.isEmpty()) {
      return pipeline
          .most(Situation.EXPORTING)
          .or(() -> pipeline.most(Situation.QUEUE_IDLE))
          .stream()
          .map(dump -> Judgement.not(Pipeline.subject(dump), "no sender waits for its next try"));
    }
    GoroutineDump dump = most.get();
    long waiting = dump.count(Situation.BACKING_OFF);
    boolean isCertain =
        waiting > 1
            || pipeline.lasts(Situation.BACKING_OFF)
            || !pipeline.said(ExporterBackingOff::isRetry).isEmpty();
    if (!isCertain) {
      return Stream.empty();
    }
    String message =
        waiting
            + (waiting == 1 ? " sender waits" : " senders wait")
            + " until the next try"
            + pipeline.since(Situation.BACKING_OFF)
            + ": the backend refuses or cannot be reached.";
    Judgement.Found found =
        Judgement.found(
                Pipeline.subject(dump), message, Pipeline.sighting(dump, Situation.BACKING_OFF))
            .next("what was not sent", Pipeline.METRICS + "send_failed");
    if (dump.count(Situation.EXPORTING) == 0) {
      found = found.not("otel-batch/exporter-saturated", "no sender is in a send");
    }
    return Stream.of(pipeline.joined(found, ExporterBackingOff::isRetry));
  }

  private static boolean isRetry(LogEvents events) {
    return events.message() == LogEvents.Message.EXPORT_RETRIED
        || events.cause() == LogEvents.Cause.RETRIES_EXHAUSTED;
  }
}
