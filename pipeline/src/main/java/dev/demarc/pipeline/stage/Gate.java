// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.contract.Verdict;
import dev.demarc.identify.Engine;
import dev.demarc.identify.Finding;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Settings;
import dev.demarc.identify.Severity;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.Stage;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Looks at the code around the component; a finding of severity high closes the gate. */
public final class Gate implements Stage<Gate.Order, IdentifyReport> {
  /**
   * What is looked at.
   *
   * @param source with the folder
   * @param toolVersion for the report
   */
  public record Order(Source source, String toolVersion) {}

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public List<String> inputs(Order order) {
    return List.of("tree " + order.source().commit().folderTree());
  }

  @Override
  public Outcome<IdentifyReport> run(Order order, Place place) throws IOException {
    Source source = order.source();
    Settings settings =
        Settings.standard(
            order.toolVersion(), source.commit().time().atZone(ZoneOffset.UTC).toLocalDate());
    String prefix = source.repository().prefix();
    IdentifyReport report =
        Engine.installed(settings).identify(source.folder(), prefix.isEmpty() ? "." : prefix);
    String detail =
        report.components().size()
            + (report.components().size() == 1 ? " foreign part, " : " foreign parts, ")
            + report.findings().size()
            + (report.findings().size() == 1 ? " finding" : " findings");
    List<String> made = List.of("catalogue " + report.catalogue());
    if (!report.fails()) {
      return Outcome.kept(detail, made, report);
    }
    List<String> bad =
        report.findings().stream()
            .filter(finding -> finding.severity().atLeast(Severity.HIGH))
            .map(Gate::line)
            .toList();
    return new Outcome<>(Verdict.broken(), detail, made, report, Optional.empty())
        .stopping(
            new Outcome.Stop(
                Outcome.Ending.BROKEN,
                "the code around the component has findings of severity high",
                bad,
                "follow the fix of each finding; demarc explain RISK says why"));
  }

  private static String line(Finding finding) {
    return finding.place()
        + ": "
        + finding.severity()
        + " "
        + finding.rule()
        + ": "
        + finding.message();
  }
}
