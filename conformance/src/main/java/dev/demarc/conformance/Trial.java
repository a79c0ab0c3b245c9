// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Contract;
import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.contract.cases.CaseSet;
import dev.demarc.contract.cases.Cases;
import dev.demarc.contract.cases.Obligation;
import dev.demarc.isolate.Boundaries;
import dev.demarc.isolate.Boundary;
import dev.demarc.isolate.Setup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Puts a component on trial: cases, boundary, judge, and a verdict for each dimension. */
public final class Trial {
  private final Contract contract;
  private final Path folder;
  private final Setup setup;
  private final Progress progress;
  private final long start = System.nanoTime();
  private final Ledger ledger = new Ledger();
  private final Map<String, Double> coverage = new LinkedHashMap<>();
  private final List<String> gaps = new ArrayList<>();

  private Trial(Contract contract, Path folder, Setup setup, Progress progress) {
    this.contract = contract;
    this.folder = folder;
    this.setup = setup;
    this.progress = progress;
  }

  /**
   * Tries everything that the contract promises.
   *
   * @param folder that the contract's relative paths start from
   * @throws InterruptedException when the thread was told to stop; nothing is left running then
   * @throws dev.demarc.contract.DemarcException when this host cannot give the boundary that the
   *     contract insists on, the component cannot start, or a file that its tests name cannot be
   *     read
   */
  public static TestReport run(Contract contract, Path folder, Progress progress)
      throws InterruptedException {
    return run(contract, folder, Setup.ofHost(), progress);
  }

  /** The same with another use of the host. */
  static TestReport run(Contract contract, Path folder, Setup setup, Progress progress)
      throws InterruptedException {
    try {
      return new Trial(contract, folder, setup, progress).run();
    } catch (CancellationException stopped) {
      // a boundary says so when its thread is interrupted while it waits for a run
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped in the middle of a trial");
      }
      throw stopped;
    }
  }

  private TestReport run() throws InterruptedException {
    Budget budget = Budget.of(contract.tests().time());
    progress.at("cases", 0, 0);
    CaseSet set = Cases.of(contract, folder);
    coverage(set);
    // closed in the other order: the boundary ends the runs that the crew waits for
    try (Crew crew = new Crew(contract.lifecycle().concurrency());
        Boundary boundary = Boundaries.open(contract, folder, setup)) {
      startable(boundary);
      Bench bench = new Bench(contract, boundary);
      Recorder recorder = new Recorder(bench, ledger);
      InputTrial inputs = new InputTrial(bench, set, crew, recorder, budget, progress);
      inputs.run();
      new RelationTrial(bench, crew, recorder).run(inputs.answered(), budget, progress);
      byte[] load = largest(set, inputs.answered());
      progress.at("stop", 0, 0);
      new StopTrial(bench, recorder).run(load, budget);
      new LoadTrial(bench, crew, recorder, load).run(budget, progress);
      new ResourceChecks(contract, boundary.controls(), recorder.peaks(), ledger).write();
      boolean gone = inputs.cut() || budget.gone();
      if (inputs.cut()) {
        ledger.open(
            Dimension.INPUT, "schema", Reason.NOT_RUN, "the budget of the tests cut the cases");
      }
      new SmallestFailures(bench, ledger, budget).find(progress);
      return report(boundary, bench, recorder, gone);
    }
  }

  /** A component that cannot start breaks every promise for one reason; that one is said alone. */
  private void startable(Boundary boundary) {
    boundary
        .obstacle()
        .ifPresent(why -> {
          boolean absent = why.startsWith("not found");
          throw new DemarcException(
              absent ? DemarcException.Kind.USAGE : DemarcException.Kind.BROKEN,
              "the component cannot start: " + why,
              absent
                  ? "correct component.command in the contract, or put the file there"
                  : "correct the file that component.command names");
        });
  }

  private TestReport report(Boundary boundary, Bench bench, Recorder recorder, boolean gone) {
    List<CheckResult> checks = ledger.results();
    Map<Dimension, Verdict> dimensions = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      dimensions.put(
          dimension,
          Verdict.combine(
              checks.stream()
                  .filter(check -> check.dimension() == dimension)
                  .map(CheckResult::verdict)
                  .toList()));
    }
    boolean untested =
        checks.stream()
            .map(CheckResult::verdict)
            .anyMatch(verdict -> verdict.equals(Verdict.undecided(Reason.NOT_RUN)));
    return new TestReport(
        checks,
        dimensions,
        boundary.level(),
        boundary.controls(),
        recorder.figures(),
        coverage,
        gaps,
        recorder.cases(),
        bench.calls(),
        Duration.ofNanos(System.nanoTime() - start),
        gone && untested);
  }

  /** The largest input that was answered, or the one made for this. */
  private static byte[] largest(CaseSet set, List<InputTrial.Answered> answered) {
    byte[] largest = set.load();
    for (InputTrial.Answered each : answered) {
      if (each.wire().length > largest.length) {
        largest = each.wire();
      }
    }
    return Arrays.copyOf(largest, largest.length);
  }

  private void coverage(CaseSet set) {
    int faults = contract.tests().faults().size();
    coverage.put("constraints", set.coverage().constraints());
    coverage.put("mutants", set.coverage().killed());
    coverage.put(
        "faults", faults == 0 ? 1.0 : (faults - set.faultsNotMade().size()) / (double) faults);
    for (Obligation duty : set.coverage().uncovered()) {
      gaps.add("not tried: " + duty);
    }
    set.coverage().surviving().forEach(mutant -> gaps.add("not noticed: " + mutant));
    gaps.addAll(set.problems());
    List<String> below = new ArrayList<>();
    contract
        .tests()
        .coverage()
        .forEach((name, wanted) -> {
          Double reached = coverage.get(name);
          if (reached == null || reached < wanted) {
            below.add(
                name
                    + " "
                    + (reached == null ? "not counted" : share(reached))
                    + " of "
                    + share(wanted));
          }
        });
    if (!contract.tests().coverage().isEmpty()) {
      ledger.tried(Dimension.INPUT, "coverage");
      ledger.detail(Dimension.INPUT, "coverage", figures());
    }
    if (!below.isEmpty()) {
      ledger.open(Dimension.INPUT, "coverage", Reason.COVERAGE, String.join(", ", below));
    }
    for (String problem : set.problems()) {
      ledger.open(Dimension.INPUT, "examples", Reason.NOT_RUN, problem);
    }
  }

  private String figures() {
    List<String> figures = new ArrayList<>();
    coverage.forEach((name, reached) -> figures.add(name + " " + share(reached)));
    return String.join(", ", figures);
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
