// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.otelbatch;

import dev.demarc.evidence.goroutine.GoroutineDump;
import dev.demarc.evidence.goroutine.GoroutineGroup;
import dev.demarc.evidence.goroutine.Situation;
import dev.demarc.evidence.log.LogEvents;
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

/** All consumers of a sending queue are sending, and go on doing so. */
final class ExporterSaturated implements ForensicRule {
  /** num_consumers of an exporter's queue, unless it is set. */
  private static final long USUAL_CONSUMERS = 10;

  @Override
  public RuleId id() {
    return RuleId.of("otel-batch/exporter-saturated");
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
    return "The queue has a fixed number of consumers, and every one waits for the backend. What"
        + " comes in now only fills the queue; when it is full, data is refused or lost.";
  }

  @Override
  public String fix() {
    return "Look at the backend's latency first. If it is slow on purpose, raise num_consumers of"
        + " the sending_queue, and its queue_size for the time that an outage may take.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Pipeline pipeline = Pipeline.of(evidence);
    List<GoroutineDump> full =
        pipeline.dumps().stream().filter(dump -> sending(dump) > 0 && isFull(dump)).toList();
    if (full.isEmpty()) {
      return partly(pipeline).stream();
    }
    GoroutineDump dump = full.getLast();
    // two dumps of two collectors are two moments
    boolean isTwice = full.size() > 1 && pipeline.pair().filter(two -> !two.isNear()).isPresent();
    boolean isLasting =
        isTwice
            || longest(dump) > 0
            || dump.count(Situation.AWAITS_QUEUE_ROOM) > 1
            || !pipeline.said(ExporterSaturated::isFull).isEmpty();
    if (!isLasting) {
      return Stream.of(
          Judgement.undecided(
              Pipeline.subject(dump),
              Undecided.Reason.TOO_SHORT,
              "All "
                  + sending(dump)
                  + " consumers of the sending queue are sending; one dump cannot tell whether"
                  + " they are a second later.",
              "a queue that grows shows it",
              Pipeline.METRICS + "queue_"));
    }
    String message =
        "All "
            + sending(dump)
            + " consumers of the sending queue are sending"
            + (isTwice ? ", in " + full.size() + " dumps" : "")
            + pipeline.since(Situation.EXPORTING)
            + ": the backend does not keep up.";
    Judgement.Found found =
        Judgement.found(
                Pipeline.subject(dump), message, Pipeline.sighting(dump, Situation.EXPORTING))
            .next("how full the queue is", Pipeline.METRICS + "queue_");
    if (dump.count(Situation.AWAITS_QUEUE_ROOM) > 0) {
      found = found.with(Pipeline.sighting(dump, Situation.AWAITS_QUEUE_ROOM));
    }
    return Stream.of(pipeline.joined(found, ExporterSaturated::isFull));
  }

  private static boolean isFull(LogEvents events) {
    return events.cause() == LogEvents.Cause.QUEUE_FULL;
  }

  /** No consumer is idle, or one waits for a worker that sends batches. */
  private static boolean isFull(GoroutineDump dump) {
    boolean isNoneIdle =
        dump.count(Situation.QUEUE_IDLE) == 0
            && sending(dump) + dump.count(Situation.BACKING_OFF) > 1;
    return isNoneIdle || dump.count(Situation.AWAITS_WORKER) > 0;
  }

  /** Those that send on behalf of a queue; a receiver may send by itself. */
  private static long sending(GoroutineDump dump) {
    return dump.in(Situation.EXPORTING).stream()
        .filter(ExporterSaturated::isOfQueue)
        .mapToLong(GoroutineGroup::count)
        .sum();
  }

  private static boolean isOfQueue(GoroutineGroup group) {
    return Stream.concat(group.frames().stream(), group.createdBy().stream())
        .anyMatch(frame ->
            frame.function().contains("/queue.(*") || frame.function().contains("/queuebatch."));
  }

  private static int longest(GoroutineDump dump) {
    return dump.in(Situation.EXPORTING).stream()
        .filter(ExporterSaturated::isOfQueue)
        .mapToInt(GoroutineGroup::longest)
        .max()
        .orElse(0);
  }

  /** Idle consumers clear it, unless they may be another exporter's. */
  private static Optional<Judgement> partly(Pipeline pipeline) {
    Optional<GoroutineDump> idle = pipeline.most(Situation.QUEUE_IDLE);
    if (idle.isEmpty()) {
      return Optional.empty();
    }
    long sending = sending(idle.get());
    if (sending >= USUAL_CONSUMERS) {
      return Optional.of(
          Judgement.undecided(
              Pipeline.subject(idle.get()),
              Undecided.Reason.AMBIGUOUS,
              sending
                  + " consumers are sending and "
                  + idle.get().count(Situation.QUEUE_IDLE)
                  + " are idle, which may be another exporter's.",
              "the queue of each exporter",
              Pipeline.METRICS + "queue_"));
    }
    return sending > 0
        ? Optional.empty()
        : Optional.of(
            Judgement.not(
                Pipeline.subject(idle.get()),
                idle.get().count(Situation.QUEUE_IDLE) + " consumers wait for work, none sends",
                Pipeline.sighting(idle.get(), Situation.QUEUE_IDLE)));
  }
}
