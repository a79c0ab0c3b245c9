// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.strace.TracedProcess;
import dev.demarc.evidence.strace.TracedProcess.Coverage;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** One thread of a Go program was traced: what is not in the trace proves nothing. */
final class ThreadsNotTraced implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/threads-not-traced");
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "A goroutine runs on whatever thread is free; strace without -f follows one of them, often the one"
        + " that only waits. Measured: of 20 requests it showed no accept, with -f all 20.";
  }

  @Override
  public String fix() {
    return "Trace again with -f. Wrap an activated service with strace -D only, so that its pid stays the one"
        + " in LISTEN_PID.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence
        .of(TracedProcess.class)
        .filter(one -> one.isGo() && one.coverage() == Coverage.ONE_THREAD)
        .map(one ->
            Judgement.found(
                    one.subject(),
                    "One thread of a Go program was traced"
                        + (one.threadsStarted() > 0
                            ? ", and " + one.threadsStarted() + " that it started were not"
                            : "")
                        + ": that a call is not in the trace proves nothing.",
                    one.first())
                .next("trace all threads", Tracing.attached(one.subject())));
  }
}
