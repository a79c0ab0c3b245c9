// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.identify.Finding;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Severity;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What forms with a limit keep, and how they say what a report holds. */
final class Worst {
  private static final Comparator<Finding> BY_SEVERITY = Worst::bySeverity;

  private Worst() {}

  private static int bySeverity(Finding one, Finding other) {
    int by = one.severity().compareTo(other.severity());
    return by != 0 ? by : Finding.ORDER.compare(one, other);
  }

  /** The most severe ones first; of one severity in the order of the report. */
  static List<Finding> first(List<Finding> findings) {
    return findings.stream().sorted(BY_SEVERITY).toList();
  }

  /** At most so many, the most severe ones, in the order of the report. */
  static List<Finding> kept(List<Finding> findings, int most) {
    return findings.size() <= most
        ? findings
        : first(findings).stream().limit(most).sorted(Finding.ORDER).toList();
  }

  /** {@code 2 high, 1 low}; {@code no finding}. */
  static String counts(IdentifyReport report) {
    String counts =
        Arrays.stream(Severity.values())
            .filter(severity -> report.count(severity) > 0)
            .map(severity -> report.count(severity) + " " + severity.word())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "no finding" : counts;
  }

  /** A number and a noun: {@code 1 file}, {@code 2 files}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** What decided the exit code, in words. */
  static String gate(IdentifyReport report) {
    return report
        .settings()
        .failOn()
        .map(threshold -> {
          long reached =
              report.findings().stream().filter(f -> f.severity().atLeast(threshold)).count();
          return reached == 0
              ? "none at " + threshold.word() + " or above: passed"
              : reached + " at " + threshold.word() + " or above: failed";
        })
        .orElse("no threshold: passed");
  }

  /** How many files were read. */
  static int files(IdentifyReport report) {
    return report.inputs().stream().mapToInt(IdentifyReport.Source::files).sum();
  }
}
