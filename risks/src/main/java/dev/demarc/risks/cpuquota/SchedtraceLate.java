// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.schedtrace.SchedTrace;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** The lines of a schedtrace come late again and again: the whole process stood still. */
final class SchedtraceLate implements ForensicRule {
  private static final int FEWEST = 3;

  /** One line of so many. */
  private static final int SHARE = 5;

  @Override
  public RuleId id() {
    return RuleId.of("cpu-quota/schedtrace-late");
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "A thread of the runtime writes these lines and does nothing else; no goroutine can"
        + " delay it. Where it comes late, the kernel did not let it run: a quota, other work on"
        + " the same processors, or a process that was stopped.";
  }

  @Override
  public String fix() {
    return "Read nr_throttled in the cpu.stat of its cgroup and of those above: if it grows, raise"
        + " the limit or lower GOMAXPROCS; if not, look for who else uses the processors.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence
        .of(SchedTrace.class)
        .filter(trace -> trace.late() >= FEWEST && trace.late() * SHARE >= trace.lines())
        .map(SchedtraceLate::found);
  }

  private static Judgement found(SchedTrace trace) {
    String message =
        trace.late()
            + " of "
            + trace.lines()
            + " lines came late, by "
            + trace.latest().toMillis()
            + " ms at most, of a period of "
            + trace.period().toMillis()
            + " ms: the process was not let run.";
    String text = trace.latest().toMillis() + " ms late";
    return Judgement.found(
            trace.subject(), message, new Sighting("schedtrace", text, trace.latestSpot()))
        .next(
            "a quota shows in nr_throttled of its group or of one above",
            "grep -rs nr_throttled /sys/fs/cgroup --include=cpu.stat");
  }
}
