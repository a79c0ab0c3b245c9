// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.cgroup.WatchedGroup;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.schedtrace.SchedTrace;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A Go process runs more threads at a time than its quota has processors. */
final class GomaxprocsOverQuota implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("cpu-quota/gomaxprocs-over-quota");
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
    return "Each thread that runs Go code uses the quota up: N of them empty it after an N-th of its"
        + " length, and all of them stand still until the next period. The collector alone starts a"
        + " quarter of GOMAXPROCS workers at a time.";
  }

  @Override
  public String fix() {
    return "Set GOMAXPROCS to the quota rounded up, or build with a go line of 1.25 or above, whose"
        + " default follows the quota of the process's own group.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<SchedTrace> traces = evidence.of(SchedTrace.class).toList();
    return evidence
        .of(Watch.class)
        .flatMap(GoProcess::of)
        .flatMap(process -> judge(process, gomaxprocs(process, traces)).stream());
  }

  /**
   * A trace that is given together with a process is of that process, when there is one of each.
   */
  private static Gomaxprocs gomaxprocs(GoProcess process, List<SchedTrace> traces) {
    if (traces.size() == 1 && process.isAsked()) {
      SchedTrace trace = traces.getFirst();
      return new Gomaxprocs.Traced(trace.gomaxprocs(), trace.last());
    }
    return process.gomaxprocs();
  }

  private static Optional<Judgement> judge(GoProcess process, Gomaxprocs count) {
    int whole = process.whole();
    OptionalInt processors = process.processors();
    Optional<Judgement> said =
        switch (count) {
          case Gomaxprocs.Known known when known.count() > whole ->
              Optional.of(found(process, known));
          case Gomaxprocs.Known known ->
              Optional.of(
                  Judgement.not(
                      process.subject(),
                      "GOMAXPROCS is "
                          + known.count()
                          + ", "
                          + known.because()
                          + ", and "
                          + quota(process),
                      sighting(process)));
          case Gomaxprocs.Unknown unknown
              when processors.isPresent() && processors.getAsInt() <= whole ->
              Optional.of(
                  Judgement.not(
                      process.subject(),
                      "it has no more processors than its quota",
                      sighting(process)));
          case Gomaxprocs.Unknown unknown -> Optional.of(open(process, unknown));
        };
    return said.filter(one -> process.isAsked() || one instanceof Judgement.Found);
  }

  private static Judgement found(GoProcess process, Gomaxprocs.Known known) {
    String message =
        "GOMAXPROCS is "
            + known.count()
            + " ("
            + known.because()
            + "), and "
            + quota(process)
            + ".";
    boolean least = known.count() <= Gomaxprocs.LEAST;
    Judgement.Found found =
        Judgement.found(
            process.subject(),
            least ? message + " Go's own default is never less than 2." : message,
            sighting(process));
    found =
        found
            .with(origin(process, known))
            .remedy(remedy(process, known))
            .next(process.ask().why(), process.ask().command());
    return least ? found.as(Severity.INFO) : found;
  }

  /** The deciding line: the quota. */
  private static Sighting sighting(GoProcess process) {
    String file = process.limit().limit();
    return new Sighting(
        "cgroup",
        file.substring(file.lastIndexOf('/') + 1)
            + ": "
            + process.limit().quota().orElseThrow().words(),
        process.in().spot(file, 1));
  }

  private static Sighting origin(GoProcess process, Gomaxprocs.Known known) {
    return switch (known) {
      case Gomaxprocs.Traced(int count, Spot spot) ->
          new Sighting("schedtrace", "gomaxprocs=" + count, spot);
      case Gomaxprocs.Set(int count) ->
          new Sighting(
              "proc", "GOMAXPROCS=" + count, process.in().spot(process.file("environ"), 0));
      case Gomaxprocs.Quota quota -> built(process);
      case Gomaxprocs.Processors processors -> built(process);
    };
  }

  private static Sighting built(GoProcess process) {
    return new Sighting(
        "proc",
        process.process().program().words() + ", " + process.processors().orElse(0) + " processors",
        process.in().spot(process.file("status"), 0));
  }

  private static String quota(GoProcess process) {
    return "the quota of "
        + WatchedGroup.brief(process.limit().path())
        + " is "
        + process.limit().quota().orElseThrow().cpus().words();
  }

  private static String remedy(GoProcess process, Gomaxprocs.Known known) {
    int whole = process.whole();
    return switch (known) {
      case Gomaxprocs.Traced traced ->
          "Find what sets GOMAXPROCS (the environment, runtime.GOMAXPROCS, a library), and set it to "
              + whole
              + ".";
      case Gomaxprocs.Set set ->
          "Remove GOMAXPROCS from the environment (Go 1.25 and later follow the quota), or set it to "
              + whole
              + ".";
      case Gomaxprocs.Quota quota -> ofReader(process);
      case Gomaxprocs.Processors processors ->
          switch (processors.reading()) {
            case YES -> ofReader(process);
            case TOO_OLD ->
                "Build with Go 1.25 or later and a go line of 1.25 or above, or set GOMAXPROCS="
                    + whole
                    + ".";
            case OFF_BY_ENVIRONMENT ->
                "Take containermaxprocs=0 out of GODEBUG, or set GOMAXPROCS=" + whole + ".";
            case OFF_BY_BUILD ->
                "Build with a go line of 1.25 or above (or //go:debug containermaxprocs=1 and"
                    + " updatemaxprocs=1), or set GOMAXPROCS="
                    + whole
                    + ".";
          };
    };
  }

  /** Of a runtime that reads quotas: what keeps it from following this one. */
  private static String ofReader(GoProcess process) {
    int whole = process.whole();
    if (!process.showsOwnGroup()) {
      return "No cgroup is mounted where it runs, so that Go cannot read the quota: set GOMAXPROCS="
          + whole
          + ".";
    }
    if (!process.limit().equals(process.leaf())) {
      return "The tightest quota is on a group above its own, which Go does not read: set GOMAXPROCS="
          + whole
          + ".";
    }
    return "Go reads this quota, and by design its default goes no lower than "
        + Gomaxprocs.LEAST
        + ": nothing is wrong by itself. GOMAXPROCS="
        + whole
        + " in the environment goes lower.";
  }

  private static Judgement open(GoProcess process, Gomaxprocs.Unknown unknown) {
    return Judgement.undecided(
        process.subject(),
        unknown.reason(),
        "GOMAXPROCS is not known: " + unknown.because() + ".",
        process.ask().why(),
        process.ask().command());
  }
}
