// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.observabilitygap;

import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Living children of another runtime explain how the CPU time of the container swings. */
final class ForeignChildCpu implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("observability-gap/foreign-child-cpu");
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
    return "process_cpu_seconds_total and every profile of the Go program leave its children out: the container is busy, the"
        + " program looks idle, and what is tuned in Go changes nothing.";
  }

  @Override
  public String fix() {
    return "Profile the child with the tools of its own runtime, and give it metrics of its own or a control group of its"
        + " own, so that its time is counted.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Stream.concat(
        Gap.in(evidence).flatMap(gap -> judge(gap).stream()),
        SharedGroup.in(evidence).map(SharedGroup::undecided));
  }

  private static Optional<Judgement> judge(Gap gap) {
    if (gap.answer() == Gap.Answer.TOO_SHORT && !hasForeignChild(gap)) {
      return Optional.empty(); // there is nobody to ask about
    }
    if (gap.answer() != Gap.Answer.FOREIGN_CHILD) {
      return gap.otherwise("a living child");
    }
    LiveProcess process = gap.shares().process();
    List<CpuShares.User> children =
        gap.shares().users().stream().filter(CpuShares.User::child).limit(3).toList();
    Judgement.Found found =
        Judgement.found(
            process.subject(),
            String.format(
                Locale.ROOT,
                "%.0f %% of the CPU time of the group of %s is used by its children, most of it by %s.",
                100 * gap.shares().livingShare(),
                process.words(),
                children.getFirst().process().words()),
            gap.counted());
    for (CpuShares.User child : children) {
      found =
          found.with(
              gap.seen(
                  "proc/" + child.process().pid() + "/stat",
                  String.format(
                      Locale.ROOT, "%s used %.1f s", child.process().words(), child.seconds())));
    }
    return Optional.of(
        found
            .not(
                "observability-gap/short-child-cpu",
                "children that ended used little: " + ended(gap))
            .next(
                "which threads of it are busy",
                "top -H -b -n 1 -p " + children.getFirst().process().pid()));
  }

  private static String ended(Gap gap) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * gap.shares().endedShare());
  }

  private static boolean hasForeignChild(Gap gap) {
    return ProcessTree.in(gap.watch().last()).descendants(gap.shares().process().pid()).stream()
        .anyMatch(child -> child.program().kind().isForeign() && !child.terminal());
  }
}
