// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.Level;
import dev.demarc.contract.Verdict;
import dev.demarc.isolate.ControlState;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of putting a component on trial.
 *
 * @param checks every check, in the order of dimensions, then names
 * @param dimensions a verdict for each of the four
 * @param level of the boundary on this host
 * @param controls what this host enforces
 * @param items what became of the items
 * @param coverage share reached by name: {@code constraints}, {@code mutants}, {@code faults}
 * @param gaps what the coverage lacks, one sentence each: constraints, mutants
 * @param cases how many were run
 * @param calls how many runs of the component that took
 * @param took wall time
 * @param budgetGone the budget ended it with promises untested
 */
public record TestReport(
    List<CheckResult> checks,
    Map<Dimension, Verdict> dimensions,
    Level level,
    List<ControlState> controls,
    ItemFigures items,
    Map<String, Double> coverage,
    List<String> gaps,
    int cases,
    int calls,
    Duration took,
    boolean budgetGone) {
  /** Copies the collections; maps keep their order. */
  public TestReport {
    checks = List.copyOf(checks);
    dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    controls = List.copyOf(controls);
    gaps = List.copyOf(gaps);
    coverage = Collections.unmodifiableMap(new LinkedHashMap<>(coverage));
  }

  /** The four dimensions as one. */
  public Verdict verdict() {
    return Verdict.combine(dimensions.values());
  }
}
