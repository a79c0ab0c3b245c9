// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.schedtrace.SchedTrace;
import dev.demarc.evidence.schedtrace.SchedTrace.Saturation;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.Optional;
import java.util.stream.Stream;

/** Many goroutines can run and no processor is idle, for several lines of a schedtrace. */
final class RunqueueSaturated implements ForensicRule {
  private static final int FEWEST = 3;

  @Override
  public RuleId id() {
    return RuleId.of("cpu-quota/runqueue-saturated");
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
    return "The process has more to do than GOMAXPROCS lets it do at once: each goroutine that is"
        + " ready waits its turn. That is a queue inside the process, not a throttle: a throttled"
        + " process has short queues and late lines.";
  }

  @Override
  public String fix() {
    return "Give it more processors, or less work: bound what it takes on at once. A higher"
        + " GOMAXPROCS helps only where processors are there.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence
        .of(SchedTrace.class)
        .filter(trace -> trace.lines() >= FEWEST)
        .map(RunqueueSaturated::judge);
  }

  private static Judgement judge(SchedTrace trace) {
    Optional<Saturation> saturation = trace.saturation().filter(series -> series.lines() >= FEWEST);
    if (saturation.isEmpty()) {
      return Judgement.not(
          trace.subject(),
          trace.saturation().map(Saturation::lines).orElse(0)
              + " of "
              + trace.lines()
              + " lines running, at most, had no idle processor and "
              + Saturation.LOAD
              + " runnable goroutines for each");
    }
    Saturation series = saturation.get();
    String message =
        "No processor idle and at least "
            + Saturation.LOAD
            + " runnable goroutines for each of "
            + trace.gomaxprocs()
            + ", in "
            + series.lines()
            + " lines running; "
            + series.runnable()
            + " at the worst.";
    String text =
        series.runnable() + " runnable, gomaxprocs=" + trace.gomaxprocs() + " idleprocs=0";
    return Judgement.found(
        trace.subject(), message, new Sighting("schedtrace", text, series.worst()));
  }
}
