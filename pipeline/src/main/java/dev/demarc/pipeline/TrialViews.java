// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline;

import dev.demarc.conformance.CheckResult;
import dev.demarc.conformance.ItemFigures;
import dev.demarc.conformance.TestReport;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.report.run.TrialView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A test report as readers are told it. */
public final class TrialViews {
  private TrialViews() {}

  /** The report, with the files in which its failing inputs lie. */
  public static TrialView of(TestReport report, Counterexamples files) {
    List<TrialView.DimensionView> dimensions = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      dimensions.add(
          new TrialView.DimensionView(
              dimension,
              report.dimensions().getOrDefault(dimension, Verdict.undecided(Reason.NOT_PROMISED)),
              report.checks().stream()
                  .filter(check -> check.dimension() == dimension)
                  .sorted(Comparator.comparing(CheckResult::check))
                  .map(check -> check(check, files))
                  .toList()));
    }
    ItemFigures items = report.items();
    return new TrialView(
        report.level(),
        report.controls().stream()
            .map(one ->
                new TrialView.Control(
                    one.control(), one.enforced(), one.measured(), one.mechanism(), one.problem()))
            .toList(),
        dimensions,
        new TrialView.Figures(
            items.given(), items.right(), items.wrong(), items.rejected(), items.lost()),
        report.coverage(),
        report.cases(),
        report.calls(),
        report.took());
  }

  private static TrialView.Check check(CheckResult check, Counterexamples files) {
    return new TrialView.Check(
        check.check(),
        check.verdict(),
        check.detail(),
        check
            .counterexample()
            .map(one ->
                new TrialView.Counterexample(
                    one.caseId(),
                    one.bytes(),
                    one.originalSize(),
                    one.message(),
                    files.shown(one.bytes()))));
  }
}
