// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.cgroup.CpuGroup;
import dev.demarc.evidence.cgroup.WatchedGroup;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.Optional;
import java.util.stream.Stream;

/** The quota that counts is on a group above the process's own, where Go does not look. */
final class ParentQuotaUnseen implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("cpu-quota/parent-quota-unseen");
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
    return "Go 1.25 and later take the quota of the group that the process is in for their default of"
        + " GOMAXPROCS, and no other. A limit of a pod, a slice or any group above holds as much,"
        + " and is not seen (golang/go issue 81180).";
  }

  @Override
  public String fix() {
    return "Set GOMAXPROCS in the environment to the quota of that group rounded up, or put the limit"
        + " on the container itself.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence
        .of(Watch.class)
        .flatMap(GoProcess::of)
        .flatMap(process -> judge(process).stream());
  }

  private static Optional<Judgement> judge(GoProcess process) {
    CpuGroup limit = process.limit();
    CpuGroup leaf = process.leaf();
    return switch (process.gomaxprocs()) {
      case Gomaxprocs.Set set -> not(process, "GOMAXPROCS is set by hand");
      case Gomaxprocs.Processors processors when !processors.reads() ->
          Optional.empty(); // it would see no quota anywhere: gomaxprocs-over-quota says so
      case Gomaxprocs.Known known when limit.equals(leaf) ->
          not(process, "the tightest quota is on its own group, which Go reads");
      case Gomaxprocs.Known known
          when known.count() > Math.max(Gomaxprocs.LEAST, process.whole()) ->
          Optional.of(found(process, known));
      case Gomaxprocs.Known known ->
          not(process, "the quota above would give the same GOMAXPROCS, " + known.count());
      case Gomaxprocs.Unknown unknown -> Optional.empty(); // as above
    };
  }

  private static Optional<Judgement> not(GoProcess process, String because) {
    return process.isAsked()
        ? Optional.of(Judgement.not(process.subject(), because))
        : Optional.empty();
  }

  private static Judgement found(GoProcess process, Gomaxprocs.Known known) {
    CpuGroup limit = process.limit();
    CpuGroup leaf = process.leaf();
    String own = leaf.quota().map(quota -> quota.cpus().words()).orElse("no quota");
    String message =
        "The quota of "
            + WatchedGroup.brief(limit.path())
            + " is "
            + limit.quota().orElseThrow().cpus().words()
            + "; Go reads only "
            + WatchedGroup.brief(leaf.path())
            + " ("
            + own
            + ") and took "
            + known.count()
            + ".";
    return Judgement.found(process.subject(), message, sighting(process, limit))
        .with(sighting(process, leaf))
        .remedy(
            "Set GOMAXPROCS=" + process.whole() + ", or put the limit on the container itself.");
  }

  private static Sighting sighting(GoProcess process, CpuGroup group) {
    String file = group.limit();
    return new Sighting(
        "cgroup",
        file.substring(file.lastIndexOf('/') + 1)
            + ": "
            + group.quota().map(quota -> quota.words()).orElse("no quota"),
        process.in().spot(file, 1));
  }
}
