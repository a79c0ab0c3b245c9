// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.observabilitygap;

import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Children that live for moments explain how the CPU time of the container swings. */
final class ShortChildCpu implements ForensicRule {
  /** Of one look: so much of what the program and its children ever used makes one ask. */
  private static final double SUSPECT = 0.5;

  /** Hundredths of a second, 10 s of CPU time. */
  private static final long MUCH = 1000;

  @Override
  public RuleId id() {
    return RuleId.of("observability-gap/short-child-cpu");
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
    return "A process that ends between two scrapes is in no list of processes and in no metric: only its parent's count of"
        + " waited-for children and the container's total have its CPU time.";
  }

  @Override
  public String fix() {
    return "Count the starts and the time of each command where Go calls Wait (ProcessState.UserTime and SystemTime), or"
        + " keep one process and send it work.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Gap.in(evidence).flatMap(gap -> judge(gap).stream());
  }

  private static Optional<Judgement> judge(Gap gap) {
    LiveProcess process = gap.shares().process();
    if (gap.answer() == Gap.Answer.TOO_SHORT && !isSuspect(process)) {
      return Optional.empty();
    }
    if (gap.answer() != Gap.Answer.SHORT_CHILD) {
      return gap.otherwise("children that ended");
    }
    return Optional.of(
        Judgement.found(
                process.subject(),
                String.format(
                    Locale.ROOT,
                    "%.0f %% of the CPU time of the group of %s is used by children that ended before a look could name them.",
                    100 * gap.shares().endedShare(),
                    process.words()),
                gap.counted())
            .with(
                gap.seen(
                    "proc/" + process.pid() + "/stat",
                    String.format(
                        Locale.ROOT,
                        "cutime and cstime grew by %.1f s, utime and stime by %.1f s",
                        gap.shares().ended().sum(),
                        gap.shares().own().sum())))
            .not(
                "observability-gap/foreign-child-cpu",
                String.format(
                    Locale.ROOT,
                    "children that were alive at a look used %.0f %%",
                    100 * gap.shares().livingShare()))
            .next(
                "what it starts", "timeout 10 strace -f -e trace=execve -s 0 -p " + process.pid()));
  }

  private static boolean isSuspect(LiveProcess process) {
    return process.reapedTicks() > MUCH
        && process.reapedTicks() > SUSPECT * (process.ticks() + process.reapedTicks());
  }
}
