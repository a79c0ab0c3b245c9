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

/** Something that is no child of the Go program uses the CPU time of their control group. */
final class OtherCgroupCpu implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("observability-gap/other-cgroup-cpu");
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
    return "The container's metrics add up all processes of the group: a helper that was re-parented, a sidecar of the pod"
        + " or a shell that somebody opened is counted as the service.";
  }

  @Override
  public String fix() {
    return "Give what does not belong to the service a group of its own, and end what nobody needs.";
  }

  @Override
  public boolean speaksOfNeighbours() {
    return true;
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Gap.in(evidence)
        .filter(gap -> gap.answer() != Gap.Answer.TOO_SHORT)
        .flatMap(gap -> judge(gap).stream());
  }

  private static Optional<Judgement> judge(Gap gap) {
    if (gap.answer() != Gap.Answer.OTHER) {
      return gap.otherwise("another process of the group");
    }
    LiveProcess process = gap.shares().process();
    ProcessTree tree = ProcessTree.in(gap.watch().last());
    String group = tree.cgroups(process);
    List<CpuShares.User> others =
        gap.shares().users().stream()
            .filter(user -> !user.child())
            .filter(user -> tree.cgroups(user.process()).equals(group))
            .limit(3)
            .toList();
    String who =
        others.isEmpty()
            ? "by nothing that a look could name"
            : "most of it by " + others.getFirst().process().words();
    Judgement.Found found =
        Judgement.found(
            process.subject(),
            String.format(
                Locale.ROOT,
                "%.0f %% of the CPU time of the group of %s is neither its own nor its children's: %s.",
                100 * gap.shares().otherShare(),
                process.words(),
                who),
            gap.counted());
    for (CpuShares.User other : others) {
      found =
          found.with(
              gap.seen(
                  "proc/" + other.process().pid() + "/stat",
                  String.format(
                      Locale.ROOT,
                      "%s, parent %d, used %.1f s",
                      other.process().words(),
                      other.process().parent(),
                      other.seconds())));
    }
    return Optional.of(
        found.next(
            "all that is in the group",
            "cat /" + gap.shares().usage().file().replaceFirst("[^/]*$", "") + "cgroup.procs"));
  }
}
