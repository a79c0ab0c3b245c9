// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.cgroup.CgroupChain;
import dev.demarc.evidence.cgroup.CgroupTree;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Nothing bounds what a component may use. */
final class NoCgroupLimit implements ForensicRule {
  /** Seconds; what has ended by then used little. */
  private static final double SETTLED = 10;

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/no-cgroup-limit");
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "GOMEMLIMIT and GOMAXPROCS bound the Go program alone. Without a control group's limit the component takes the"
        + " memory and the CPU time of the whole host, and the kernel picks whom it kills.";
  }

  @Override
  public String fix() {
    return "Set MemoryMax= and CPUQuota= of the unit, or limits of the container, or start the component by"
        + " demarc run with a contract that has resources.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Component.in(evidence)
        .filter(one -> one.process().age() >= SETTLED)
        .flatMap(one -> judge(one).stream());
  }

  /** Silent where the groups above cannot be seen, as from inside of a container. */
  private static Optional<Judgement> judge(Component one) {
    LiveProcess process = one.process();
    CgroupTree groups = CgroupTree.of(one.watch().last());
    Optional<CgroupChain> chain = groups.chain(process.pid());
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong memory = groups.memoryLimitBytes(process.pid());
    String file = "proc/" + process.pid() + "/cgroup";
    if (memory.isPresent() || chain.get().tightest().isPresent()) {
      String limit =
          memory.isPresent()
              ? "memory is limited to " + memory.getAsLong() / (1 << 20) + " MiB"
              : "CPU time is limited";
      return Optional.of(
          Judgement.not(
              process.subject(), limit, Component.seen(one.watch(), file, process.words())));
    }
    return chain.get().isWhole() && chain.get().unread().isEmpty()
        ? Optional.of(
            Judgement.found(
                    process.subject(),
                    process.words()
                        + " runs in a control group that, with all above it, limits neither memory nor CPU time.",
                    Component.seen(
                        one.watch(), file, process.words() + ", no limit up to the root"))
                .with(one.seenOwner()))
        : Optional.empty();
  }
}
