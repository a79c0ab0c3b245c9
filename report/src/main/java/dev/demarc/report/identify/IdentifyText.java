// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.Problem;
import dev.demarc.identify.Changes;
import dev.demarc.identify.Fact;
import dev.demarc.identify.Finding;
import dev.demarc.identify.ForeignComponent;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.LeftOut;
import dev.demarc.identify.Severity;
import dev.demarc.report.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A report of identify as lines: each finding with its place, source line, why and fix. */
public final class IdentifyText {
  private static final int GUTTER = 7;

  private final Style style;

  /** Lines in a style. */
  public IdentifyText(Style style) {
    this.style = style;
  }

  /** The whole report. */
  public List<String> of(IdentifyReport report) {
    List<String> lines = new ArrayList<>();
    report.findings().forEach(finding -> finding(finding, lines));
    if (!report.components().isEmpty()) {
      lines.add(style.paint(Style.Paint.STRONG, "Foreign components that this tree starts"));
      report.components().forEach(component -> lines.add(component(component)));
      lines.add("");
    }
    report.problems().forEach(problem -> lines.add(problem(problem)));
    if (!report.leftOut().isEmpty()) {
      lines.add(style.paint(Style.Paint.FAINT, leftOut(report.leftOut())));
    }
    lines.add(counts(report));
    return lines;
  }

  private void finding(Finding finding, List<String> lines) {
    lines.add(
        style.paint(paint(finding.severity()), finding.severity().word())
            + " "
            + style.paint(Style.Paint.STRONG, finding.rule().toString())
            + "  "
            + Style.safe(finding.place().toString()));
    lines.add("  " + Style.safe(finding.message()));
    Fact deciding = finding.evidence().getFirst();
    excerpt(deciding.text(), deciding.place().orElse(finding.place()), lines);
    finding.evidence().stream().skip(1).forEach(fact -> lines.add(fact(fact)));
    wrap("why", finding.why(), lines);
    wrap("fix", finding.fix().text(), lines);
    lines.add("");
  }

  /** The source line with its number, and a caret under what decided. */
  private void excerpt(String text, Place place, List<String> lines) {
    String number = Integer.toString(place.line());
    String gutter = " ".repeat(Math.max(0, GUTTER - number.length())) + number + " | ";
    lines.add(style.paint(Style.Paint.FAINT, gutter) + line(text));
    int start = place.column() - 1;
    if (start < 0 || start >= text.length()) {
      return;
    }
    int end = place.endLine() == place.line() ? place.endColumn() - 1 : text.length();
    int width = Math.max(1, Math.min(end, text.length()) - start);
    String before =
        text.substring(0, start)
            .chars()
            .mapToObj(point -> point == '\t' ? "    " : " ")
            .collect(Collectors.joining());
    lines.add(
        style.paint(Style.Paint.FAINT, " ".repeat(GUTTER) + " | ")
            + before
            + style.paint(Style.Paint.OPEN, "^" + "~".repeat(width - 1)));
  }

  private static String line(String text) {
    return Style.safe(text.replace("\t", "    ")).stripTrailing();
  }

  private static String fact(Fact fact) {
    return "    also "
        + fact.place().map(place -> Style.safe(place.toString()) + "  ").orElse("")
        + line(fact.text()).strip();
  }

  private void wrap(String name, String text, List<String> lines) {
    StringBuilder line = new StringBuilder();
    String lead = "  " + style.paint(Style.Paint.FAINT, name) + "  ";
    for (String word : Arrays.asList(Style.safe(text).split(" +"))) {
      if (!line.isEmpty() && line.length() + word.length() > style.width() - GUTTER) {
        lines.add(lead + line);
        line.setLength(0);
        lead = " ".repeat(name.length() + 4);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(lead + line);
  }

  private static String component(ForeignComponent component) {
    return "  "
        + Style.pad(Style.safe(component.command().orElse("(known only at run time)")), 26)
        + " "
        + Style.pad(component.kind(), 8)
        + " "
        + Style.safe(component.place().toString())
        + "  "
        + Style.safe(component.how() + " in " + component.function())
        + component.script().map(script -> "  runs " + Style.safe(script)).orElse("");
  }

  private String problem(Problem problem) {
    return style.paint(Style.Paint.OPEN, "not read")
        + " "
        + Style.safe(
            problem.file()
                + (problem.line() > 0 ? ":" + problem.line() : "")
                + "  "
                + problem.problem()
                + ": "
                + problem.text()
                + " (lost: "
                + problem.lost()
                + ")");
  }

  private static String leftOut(List<LeftOut> all) {
    return all.stream()
        .map(IdentifyText::leftOut)
        .collect(Collectors.joining(", ", "left out: ", ""));
  }

  private static String leftOut(LeftOut one) {
    String files =
        (one.more() ? "more than " : "") + one.files() + (one.files() == 1 ? " file" : " files");
    return switch (one.reason()) {
      case "hidden" -> files + " in hidden folders";
      case "underscore" -> files + " whose name or folder starts with _";
      case "gitignore" -> files + " that git ignores";
      case "excluded" -> files + " excluded by the settings";
      case "generated" -> files + " generated";
      default -> files + " in " + one.reason();
    };
  }

  private String counts(IdentifyReport report) {
    String found =
        Arrays.stream(Severity.values())
            .filter(severity -> report.count(severity) > 0)
            .map(severity -> report.count(severity) + " " + severity.word())
            .collect(Collectors.joining(", "));
    int files = report.inputs().stream().mapToInt(IdentifyReport.Source::files).sum();
    return (found.isEmpty() ? style.paint(Style.Paint.GOOD, "no finding") : found)
        + " in "
        + files
        + (files == 1 ? " file" : " files")
        + ", "
        + report.components().size()
        + (report.components().size() == 1 ? " place that starts" : " places that start")
        + " foreign components"
        + (report.suppressed().isEmpty() ? "" : ", " + report.suppressed().size() + " suppressed")
        + (report.problems().isEmpty() ? "" : ", " + report.problems().size() + " not read whole")
        + report.unchanged().map(IdentifyText::unchanged).orElse("");
  }

  private static String unchanged(Changes.Unchanged one) {
    return "; "
        + one.findings()
        + " more in files that did not change since "
        + Style.safe(one.since());
  }

  private static Style.Paint paint(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> Style.Paint.BAD;
      case MEDIUM -> Style.Paint.OPEN;
      case LOW, INFO -> Style.Paint.FAINT;
    };
  }
}
