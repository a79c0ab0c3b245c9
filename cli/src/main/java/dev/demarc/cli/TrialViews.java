// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.conformance.CheckResult;
import dev.demarc.conformance.TestReport;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.report.run.TrialView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The result of a trial in the words of reports. */
final class TrialViews {
  private TrialViews() {}

  static TrialView of(TestReport report) {
    return new TrialView(
        report.level(),
        report.controls().stream()
            .map(control ->
                new TrialView.Control(
                    control.control(),
                    control.enforced(),
                    control.measured(),
                    control.mechanism(),
                    control.problem()))
            .toList(),
        Arrays.stream(Dimension.values()).map(dimension -> dimension(report, dimension)).toList(),
        new TrialView.Figures(
            report.items().given(),
            report.items().right(),
            report.items().wrong(),
            report.items().rejected(),
            report.items().lost()),
        report.coverage(),
        report.cases(),
        report.calls(),
        report.took());
  }

  private static TrialView.DimensionView dimension(TestReport report, Dimension dimension) {
    Verdict verdict =
        report.dimensions().getOrDefault(dimension, Verdict.undecided(Reason.NOT_RUN));
    List<TrialView.Check> checks =
        report.checks().stream()
            .filter(check -> check.dimension() == dimension)
            .map(TrialViews::check)
            .toList();
    return new TrialView.DimensionView(dimension, verdict, checks);
  }

  private static TrialView.Check check(CheckResult check) {
    Optional<TrialView.Counterexample> found =
        check
            .counterexample()
            .map(one ->
                new TrialView.Counterexample(
                    one.caseId(), one.bytes(), one.originalSize(), one.message(), ""));
    return new TrialView.Check(check.check(), check.verdict(), check.detail(), found);
  }
}
