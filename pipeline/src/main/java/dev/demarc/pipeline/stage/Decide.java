// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.conformance.TestReport;
import dev.demarc.pipeline.attest.Summary;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.Stage;
import java.util.List;
import java.util.Optional;

/** Names the properties that Demarc vouches for: those of the dimensions that are kept. */
public final class Decide implements Stage<TestReport, Summary> {
  @Override
  public String name() {
    return "decide";
  }

  @Override
  public List<String> inputs(TestReport report) {
    return report.dimensions().entrySet().stream()
        .map(one -> one.getKey().word() + " " + one.getValue().text())
        .toList();
  }

  @Override
  public Outcome<Summary> run(TestReport report, Place place) {
    Summary summary = Summary.of(report.dimensions());
    return new Outcome<>(
        report.verdict(),
        summary.properties().isEmpty()
            ? "nothing to vouch for"
            : String.join(" ", summary.properties()),
        summary.properties(),
        summary,
        Optional.empty());
  }
}
