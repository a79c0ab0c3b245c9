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
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a Go service started runs on without a parent that would wait for it. */
final class OrphanedComponent implements ForensicRule {
  /** A login's scope holds whatever somebody started by hand. */
  private static final Pattern LOGIN =
      Pattern.compile("(?m)/session-[^/]*\\.scope$|/user@\\d+\\.service");

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/orphaned-component");
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
    return "The shell or program between the two is gone, and its child was handed to process 1: the service can neither"
        + " wait for it nor stop it, and a new start adds a second one.";
  }

  @Override
  public String fix() {
    return "Start the program without a shell (or with exec in its text), give it a group of its own by Setpgid, and kill"
        + " the group; the service's cgroup shows what is left.";
  }

  @Override
  public boolean speaksOfNeighbours() {
    return true;
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence.of(Watch.class).flatMap(OrphanedComponent::judge);
  }

  private static Stream<Judgement> judge(Watch watch) {
    ProcessTree tree = ProcessTree.in(watch.last());
    Map<String, List<LiveProcess>> groups =
        tree.all().stream().collect(Collectors.groupingBy(tree::cgroups));
    return tree.all().stream()
        .filter(process -> watch.pids().contains(process.pid()))
        .filter(process -> process.program().kind().isForeign())
        .filter(process -> !process.isZombie() && !process.terminal())
        .filter(process -> isHandedOver(tree, process))
        .flatMap(process ->
            service(tree, process, groups).map(service -> found(watch, process, service)).stream());
  }

  private static boolean isHandedOver(ProcessTree tree, LiveProcess process) {
    return tree.parent(process)
        .map(parent -> tree.innerPid(parent) == 1)
        .orElse(process.parent() <= 1);
  }

  /** The Go program that its cgroup is about: the oldest in it, and not among its ancestors. */
  private static Optional<LiveProcess> service(
      ProcessTree tree, LiveProcess process, Map<String, List<LiveProcess>> groups) {
    String group = tree.cgroups(process);
    boolean own = group.lines().anyMatch(line -> !line.endsWith(":/"));
    if (!own || LOGIN.matcher(group).find()) {
      return Optional.empty();
    }
    List<LiveProcess> members = groups.getOrDefault(group, List.of());
    return tree.ancestors(process).stream().noneMatch(members::contains)
        ? members.stream()
            .min((one, other) -> Long.compare(one.startTicks(), other.startTicks()))
            .filter(oldest -> oldest.program().kind() == ProgramKind.GO)
            .filter(oldest -> !Supervisors.has(oldest))
            .filter(oldest -> oldest.startTicks() < process.startTicks())
            // a daemon leads a session of its own, or its first parent did before it ended
            .filter(oldest -> oldest.session() == process.session())
        : Optional.empty();
  }

  private static Judgement found(Watch watch, LiveProcess process, LiveProcess service) {
    return Judgement.found(
            process.subject(),
            "%s has no parent but process %d any more, and runs in the cgroup of %s, which is older."
                .formatted(process.words(), process.parent(), service.words()),
            Component.seen(
                watch,
                "proc/" + process.pid() + "/stat",
                "%s, parent %d, session %d, %s old"
                    .formatted(
                        process.words(),
                        process.parent(),
                        process.session(),
                        Component.seconds(process.age()))))
        .with(
            Component.seen(
                watch,
                "proc/" + process.pid() + "/cgroup",
                "the same groups as pid " + service.pid()))
        .next(
            "all that is in this cgroup",
            "systemd-cgls --no-pager -u \"$(sed -n '$s|.*/||p' /proc/%d/cgroup)\""
                .formatted(process.pid()));
  }
}
