// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Durations;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.report.Preview;
import dev.demarc.report.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the test of a contract said, as lines. */
public final class TrialText {
  private static final int PREVIEW = 400;
  private static final int DETAIL = 160;

  private final Style style;

  /** Lines in a style. */
  public TrialText(Style style) {
    this.style = style;
  }

  /** All of it but the last line. */
  public List<String> of(TrialView trial) {
    List<String> lines = new ArrayList<>(table(trial));
    lines.addAll(counterexamples(trial));
    return lines;
  }

  /** The line that ends a test. */
  public String lastLine(TrialView trial, Verdict verdict) {
    return style.paint(Style.of(verdict), Style.safe(LastLine.of(trial.dimensions())));
  }

  /** The boundary, the four dimensions with what is not kept, and the rows. */
  public List<String> table(TrialView trial) {
    List<String> lines = new ArrayList<>();
    lines.add(label("boundary") + trial.level() + " " + trial.level().effect() + controls(trial));
    lines.add("");
    for (TrialView.DimensionView dimension : trial.dimensions()) {
      lines.add(
          "  "
              + style.mark(dimension.verdict())
              + style.paint(
                  Style.Paint.STRONG, Style.pad(dimension.dimension().word(), RunText.LABEL))
              + " "
              + style.paint(
                  Style.of(dimension.verdict()), Style.pad(dimension.verdict().text(), 24))
              + " "
              + counts(dimension));
      dimension.checks().stream()
          .filter(check -> !(check.verdict() instanceof Verdict.Kept))
          .filter(check -> said(check.verdict()))
          .forEach(check -> lines.add(check(check)));
    }
    TrialView.Figures rows = trial.figures();
    lines.add("");
    lines.add(
        label("rows")
            + String.join(
                style.dot(),
                rows.given() + " given",
                rows.right() + " right",
                rows.wrong() + " wrong",
                rows.rejected() + " rejected",
                rows.lost() + " lost")
            + (rows.rejected() == 0 ? "" : " (the test makes bad input on purpose)"));
    lines.add(
        label("tested by")
            + trial.cases()
            + " cases, "
            + trial.calls()
            + " calls, "
            + Durations.text(trial.took())
            + coverage(trial.coverage()));
    return lines;
  }

  private static boolean said(Verdict verdict) {
    return !(verdict instanceof Verdict.Undecided(Reason reason))
        || (reason != Reason.NOT_PROMISED && reason != Reason.NOT_APPLICABLE);
  }

  private String check(TrialView.Check check) {
    return "      "
        + style.paint(
            Style.of(check.verdict()),
            Style.pad(Style.safe(check.name()), 20) + " " + check.verdict().text())
        + "  "
        + brief(check.detail());
  }

  private static String counts(TrialView.DimensionView dimension) {
    Map<String, Long> counts =
        dimension.checks().stream()
            .collect(
                Collectors.groupingBy(
                    check -> check.verdict().text(), LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String coverage(Map<String, Double> coverage) {
    return coverage.entrySet().stream()
        .map(one -> ", " + Style.safe(one.getKey()) + " " + percent(one.getValue()))
        .collect(Collectors.joining());
  }

  /** Never rounds up to a whole that was not reached. */
  static String percent(double share) {
    double tenths = Math.floor(share * 1000 + 1e-9) / 10;
    return tenths == Math.rint(tenths) ? Math.round(tenths) + "%" : tenths + "%";
  }

  private static String controls(TrialView trial) {
    String missing =
        trial.controls().stream()
            .filter(control -> !control.enforced())
            .map(control -> Style.safe(control.name()))
            .collect(Collectors.joining(", "));
    return missing.isEmpty() ? ", every control enforced" : ", not enforced: " + missing;
  }

  /** The report has it whole. */
  private static String brief(String detail) {
    String safe = Style.safe(detail);
    return safe.length() <= DETAIL ? safe : safe.substring(0, DETAIL - 1) + "…";
  }

  /** The smallest failing inputs, each with what it breaks. */
  public List<String> counterexamples(TrialView trial) {
    List<String> lines = new ArrayList<>();
    Failing.of(trial).forEach(failing -> counterexample(failing, lines));
    return lines;
  }

  private void counterexample(Failing failing, List<String> lines) {
    lines.add("");
    for (Failing.Broken broken : failing.checks()) {
      lines.add(
          style.paint(Style.Paint.BAD, Style.safe(broken.check()) + " is broken")
              + ": "
              + Style.safe(broken.message()));
    }
    TrialView.Counterexample found = failing.found();
    lines.add(
        "smallest failing file found: "
            + found.bytes().length
            + " bytes (case "
            + Style.safe(found.caseId())
            + (found.originalSize() == found.bytes().length
                ? ")"
                : ", " + found.originalSize() + " bytes before)")
            + (found.file().isEmpty() ? "" : ", kept as " + Style.safe(found.file())));
    Preview.lines(found.bytes(), PREVIEW).forEach(line -> lines.add("    " + line));
    if (found.bytes().length > PREVIEW) {
      lines.add("    … " + (found.bytes().length - PREVIEW) + " bytes more");
    }
  }

  private String label(String name) {
    return RunText.label(style, name);
  }
}
