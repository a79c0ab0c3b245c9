// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.identify.Finding;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A report of identify as JUnit XML: a suite for each risk, a case for each finding. A finding that
 * reaches the threshold fails, a milder one passes with its text as output, a suppressed one is
 * skipped: so the file says the same as the exit code.
 */
final class IdentifyJunit {
  private final Surroundings around;

  IdentifyJunit(Surroundings around) {
    this.around = around;
  }

  String of(IdentifyReport report) {
    Map<String, List<Finding>> byRisk = new TreeMap<>();
    List<Finding> all = new ArrayList<>(report.findings());
    all.addAll(report.suppressed());
    all.sort(Finding.ORDER);
    all.forEach(finding ->
        byRisk.computeIfAbsent(finding.rule().risk(), risk -> new ArrayList<>()).add(finding));
    long failed = all.stream().filter(finding -> fails(finding, report)).count();
    Xml xml = new Xml();
    xml.open(
        "testsuites",
        "name",
        "demarc identify",
        "tests",
        "" + Math.max(1, all.size()),
        "failures",
        "" + failed);
    if (byRisk.isEmpty()) { // servers take a file without a case for a broken one
      xml.open("testsuite", "name", "demarc", "tests", "1", "failures", "0", "errors", "0");
      xml.leaf(
          "testcase",
          "",
          "name",
          "no finding in " + Worst.count(Worst.files(report), "file"),
          "classname",
          "demarc",
          "time",
          "0");
      xml.close("testsuite");
    }
    byRisk.forEach((risk, findings) -> suite(xml, risk, findings, report));
    return xml.close("testsuites").toString();
  }

  private void suite(Xml xml, String risk, List<Finding> findings, IdentifyReport report) {
    long failed = findings.stream().filter(finding -> fails(finding, report)).count();
    long skipped = findings.stream().filter(IdentifyJunit::aside).count();
    xml.open(
        "testsuite",
        "name",
        risk,
        "tests",
        "" + findings.size(),
        "failures",
        "" + failed,
        "errors",
        "0",
        "skipped",
        "" + skipped);
    for (Finding finding : findings) {
      xml.open(
          "testcase",
          "name",
          around.path(finding.place().toString()) + " " + finding.message(),
          "classname",
          finding.rule().toString(),
          "time",
          "0");
      if (aside(finding)) {
        String why = finding.suppressed().map(IdentifyJunit::said).orElse("in the baseline");
        xml.leaf("skipped", "", "message", why);
      } else if (fails(finding, report)) {
        xml.leaf(
            "failure",
            text(finding),
            "message",
            finding.message(),
            "type",
            finding.severity().word());
      } else {
        xml.leaf("system-out", text(finding));
      }
      xml.close("testcase");
    }
    xml.close("testsuite");
  }

  private static String said(Suppression by) {
    return by.reason().isEmpty() ? by.by() : by.by() + ": " + by.reason();
  }

  private static boolean aside(Finding finding) {
    return finding.suppressed().isPresent() || finding.baseline();
  }

  private static boolean fails(Finding finding, IdentifyReport report) {
    return !aside(finding)
        && report.settings().failOn().filter(finding.severity()::atLeast).isPresent();
  }

  private String text(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append(finding.severity()).append(' ').append(finding.rule()).append("  ");
    text.append(around.path(finding.place().toString())).append('\n');
    finding.evidence().forEach(fact -> text.append("  ").append(fact.text()).append('\n'));
    text.append("why  ").append(finding.why()).append('\n');
    return text.append("fix  ").append(finding.fix().text()).append('\n').toString();
  }
}
