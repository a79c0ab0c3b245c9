// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.evidence.process.ProgramKind;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of another runtime lives beside a Go program for a minute and more. */
final class LongLivedChild implements ForensicRule {
  /** Seconds; younger ones are commands, not components. */
  static final double OLD = 60;

  /** Of so many Go programs or fewer it is said that they have none. */
  private static final int FEW = 8;

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/long-lived-child");
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
    return "Neither GOMEMLIMIT nor GOMAXPROCS nor a context reaches into another process: its memory, its CPU time and"
        + " its end are not in Go's metrics and profiles.";
  }

  @Override
  public String fix() {
    return "Look at this process when the service is slow or large, and give it a contract with limits and a"
        + " stop (demarc contract lint says whether it is whole).";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence.of(Watch.class).flatMap(LongLivedChild::judge);
  }

  private static Stream<Judgement> judge(Watch watch) {
    List<Judgement> said = new ArrayList<>();
    List<Component> components =
        Component.in(watch).filter(one -> one.process().age() >= OLD).toList();
    components.forEach(one -> said.add(found(one)));
    ProcessTree tree = ProcessTree.in(watch.last());
    List<LiveProcess> owners = Component.owners(watch);
    for (LiveProcess owner : owners) {
      List<LiveProcess> unseen =
          tree.children(owner.pid()).stream()
              .filter(child -> child.age() >= OLD && !child.isZombie())
              .filter(child -> watch.last().isRefused("proc/" + child.pid() + "/exe"))
              .toList();
      boolean has = components.stream().anyMatch(one -> one.owner().pid() == owner.pid());
      if (!unseen.isEmpty()) {
        said.add(unseen(watch, owner, unseen.getFirst()));
      } else if (!has
          && !watch.target().equals("host")
          && owners.size() <= FEW
          && watch.last().uptime() > 0) {
        said.add(
            Judgement.not(
                owner.subject(),
                "none of its children that are older than 60 s is of another runtime",
                Component.seen(
                    watch,
                    "proc/" + owner.pid() + "/stat",
                    owner.words() + ", " + children(tree, owner))));
      }
    }
    return said.stream();
  }

  private static String children(ProcessTree tree, LiveProcess owner) {
    long go =
        tree.children(owner.pid()).stream()
            .filter(child -> child.program().kind() == ProgramKind.GO)
            .count();
    int all = tree.children(owner.pid()).size();
    return all == 0 ? "no children" : all + " children, " + go + " of them Go";
  }

  private static Judgement found(Component one) {
    LiveProcess process = one.process();
    LiveProcess owner = one.owner();
    return Judgement.found(
            process.subject(),
            "%s has run for %s as a child of %s: Go's limits, profiles and deadlines do not reach it."
                .formatted(process.words(), Component.seconds(process.age()), owner.words()),
            one.seen())
        .with(one.seenOwner())
        .next(
            "whether the CPU time of the service is this child's",
            "demarc identify pid:" + owner.pid() + " --for 60s --every 1s");
  }

  private static Judgement unseen(Watch watch, LiveProcess owner, LiveProcess child) {
    return new Judgement.Open(
        owner.subject(),
        Undecided.Reason.NOT_PERMITTED,
        "its child pid "
            + child.pid()
            + " ("
            + child.command()
            + ") belongs to another user: its executable may not be seen.",
        List.of(
            Component.seen(
                watch,
                "proc/" + child.pid() + "/stat",
                "child of " + owner.words() + ", " + Component.seconds(child.age()) + " old")),
        List.of(
            new dev.demarc.identify.NextStep(
                "what the child is", "sudo demarc identify pid:" + owner.pid())));
  }
}
