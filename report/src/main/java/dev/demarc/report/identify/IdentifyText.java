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
import dev.demarc.identify.NextStep;
import dev.demarc.identify.Severity;
import dev.demarc.report.Style;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A report of identify as lines: each finding with its place, source line, why and fix. What is the
 * same for all findings of a rule is said at the first of them.
 */
public final class IdentifyText {
  private static final int MOST_COMPONENTS = 40;
  private static final int MOST_SILENT = 8;
  private static final Set<String> IN_PART =
      Set.of("truncated", "ended", "duplicate", "not-collected", "not-permitted");

  private final Surroundings around;
  private final Style style;
  private final Excerpt excerpt;
  private final ForensicText forensic;
  private final Set<String> said = new HashSet<>();

  /** Lines in a style. */
  public IdentifyText(Surroundings around) {
    this.around = around;
    this.style = around.style();
    this.excerpt = new Excerpt(around);
    this.forensic = new ForensicText(style, around::command);
  }

  /** The whole report. */
  public List<String> of(IdentifyReport report) {
    List<String> lines = new ArrayList<>();
    Map<String, List<Finding>> byFile = new LinkedHashMap<>();
    List<Finding> ofFiles =
        report.findings().stream().filter(one -> one.circumstances().isEmpty()).toList();
    for (Finding finding : ofFiles) {
      byFile.computeIfAbsent(finding.place().file(), file -> new ArrayList<>()).add(finding);
    }
    byFile.forEach((file, findings) -> {
      if (findings.size() > 1) {
        String name = Style.safe(around.path(file));
        lines.add(style.paint(Style.Paint.STRONG, findings.size() + " in " + name));
        lines.add("");
      }
      findings.forEach(finding -> finding(finding, lines));
    });
    forensic.of(report, lines);
    components(report.components(), lines);
    report.problems().forEach(problem -> lines.add(problem(problem)));
    if (!report.leftOut().isEmpty()) {
      lines.add(style.paint(Style.Paint.FAINT, leftOut(report.leftOut())));
    }
    if (Worst.files(report) == 0) {
      lines.add(style.paint(Style.Paint.OPEN, nothing(report)));
    } else if (isSilent(report)) {
      lines.add(style.paint(Style.Paint.OPEN, silent(report)));
    }
    beyond(report, lines);
    lines.add(counts(report));
    return lines;
  }

  private void finding(Finding finding, List<String> lines) {
    lines.add(
        style.paint(paint(finding.severity()), finding.severity().word())
            + " "
            + style.paint(Style.Paint.STRONG, finding.rule().toString())
            + "  "
            + Style.safe(around.path(finding.place().toString())));
    style.paragraph("", Style.safe(finding.message()), lines);
    lines.addAll(excerpt.of(finding));
    finding.evidence().stream().skip(1).forEach(fact -> lines.add(fact(finding, fact)));
    String rule = finding.rule().toString();
    boolean why = said.add(rule + "\n" + finding.why());
    boolean fix = said.add(rule + "\n" + finding.fix().text());
    if (why) {
      style.paragraph("why", Style.safe(finding.why()), lines);
    }
    if (fix) {
      style.paragraph("fix", Style.safe(finding.fix().text()), lines);
    }
    if (!why || !fix) {
      lines.add("  " + style.paint(Style.Paint.FAINT, (fix ? "why" : "why, fix") + "  as above"));
    }
    lines.add("");
  }

  private String fact(Finding finding, Fact fact) {
    return style.paint(Style.Paint.FAINT, "     also")
        + "  "
        + fact.place().map(place -> where(finding, place) + "  ").orElse("")
        + Excerpt.line(fact.text()).strip();
  }

  /** Line and column alone when the file is the finding's. */
  private String where(Finding finding, Place place) {
    return place.file().equals(finding.place().file())
        ? place.line() + ":" + place.column()
        : Style.safe(around.path(place.toString()));
  }

  private void components(List<ForeignComponent> components, List<String> lines) {
    if (components.isEmpty()) {
      return;
    }
    lines.add(style.paint(Style.Paint.STRONG, "Foreign components that this tree starts"));
    components.stream().limit(MOST_COMPONENTS).forEach(one -> lines.add(component(one)));
    if (components.size() > MOST_COMPONENTS) {
      int more = components.size() - MOST_COMPONENTS;
      lines.add("  and " + more + " more: --format json and --format html list them all");
    }
    lines.add("");
  }

  private String component(ForeignComponent component) {
    return "  "
        + Style.pad(Style.safe(component.command().orElse("(known only at run time)")), 26)
        + " "
        + Style.pad(component.kind(), 8)
        + " "
        + Style.safe(around.path(component.place().toString()))
        + "  "
        + Style.safe(component.how() + " in " + component.function())
        + component.script().map(script -> "  runs " + Style.safe(script)).orElse("");
  }

  private String problem(Problem problem) {
    boolean inPart = IN_PART.contains(problem.problem());
    return style.paint(Style.Paint.OPEN, inPart ? "not whole" : "not read")
        + " "
        + Style.safe(
            around.path(problem.file())
                + (problem.line() > 0 ? ":" + problem.line() : "")
                + "  "
                + problem.problem()
                + ": "
                + problem.text()
                + " (lost: "
                + problem.lost()
                + ")");
  }

  /** A run that read nothing has found nothing out. */
  private static String nothing(IdentifyReport report) {
    if (!isOfSources(report)) {
      return "nothing was read: known by their content are strace, pcap, audit and kernel logs, goroutine dumps, schedtrace, journal exports, ss -uanm, and logs of collectors";
    }
    return "nothing to look at: no Go source, go.mod, Dockerfile, CI file, Makefile, script or unit was read"
        + (report.leftOut().isEmpty() ? "" : " of what is not left out");
  }

  /** Captures that were read, and of which no rule says a word, good or bad. */
  private static boolean isSilent(IdentifyReport report) {
    return !isOfSources(report)
        && report.findings().isEmpty()
        && report.suppressed().isEmpty()
        && report.examined().isEmpty();
  }

  private static String silent(IdentifyReport report) {
    return report.inputs().stream()
        .filter(one -> one.files() > 0)
        .limit(MOST_SILENT)
        .map(one -> Style.safe(one.name()) + " (" + one.kind() + ")")
        .collect(
            Collectors.joining(
                ", ", "no answer: no rule has anything to say of what was read: ", ""));
  }

  /** A process without a finding: what its files in /proc cannot show. */
  private void beyond(IdentifyReport report, List<String> lines) {
    boolean isWhole = report.problems().stream().noneMatch(one -> one.problem().equals("ended"));
    if (!report.findings().isEmpty() || !isWhole) {
      return;
    }
    report.inputs().stream()
        .filter(one -> one.kind().equals("live") && one.name().startsWith("pid:"))
        .findFirst()
        .ifPresent(one ->
            forensic.next(
                List.of(
                    new NextStep(
                        "what /proc does not show: packets; with --pprof URL goroutines, with --trace system calls, slowed",
                        "demarc capture " + one.name() + " --packets any -o bundle")),
                lines));
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
    long ignored = report.suppressed().stream().filter(finding -> !finding.baseline()).count();
    int known = report.known().size();
    String found = Worst.counts(report);
    Style.Paint paint =
        report.fails()
            ? Style.Paint.BAD
            : report.findings().isEmpty() && Worst.files(report) > 0 && !isSilent(report)
                ? Style.Paint.GOOD
                : Style.Paint.STRONG;
    return style.paint(paint, found)
        + forensic.counts(report)
        + " in "
        + (isOfSources(report) ? files(report) : Worst.count(report.inputs().size(), "input"))
        + (ignored == 0 ? "" : ", " + ignored + " suppressed")
        + (known == 0 ? "" : ", " + known + " in the baseline")
        + (report.problems().isEmpty() ? "" : ", " + report.problems().size() + " not read whole")
        + report.unchanged().map(IdentifyText::unchanged).orElse("")
        + (report.findings().isEmpty() ? "" : "; " + Worst.gate(report));
  }

  /** Whether source files were asked about: then files count, and else inputs. */
  private static boolean isOfSources(IdentifyReport report) {
    return report.inputs().isEmpty()
        ? report.problems().isEmpty()
        : report.inputs().stream().anyMatch(IdentifyText::isSource);
  }

  private static boolean isSource(IdentifyReport.Source one) {
    return one.kind().equals("directory") || one.kind().equals("file");
  }

  private static String files(IdentifyReport report) {
    return Worst.count(Worst.files(report), "file")
        + ", "
        + (report.components().size() == 1
            ? "1 place that starts"
            : report.components().size() + " places that start")
        + " foreign components";
  }

  private static String unchanged(Changes.Unchanged one) {
    return "; "
        + one.findings()
        + " more in files that did not change since "
        + Style.safe(one.since());
  }

  static Style.Paint paint(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> Style.Paint.BAD;
      case MEDIUM -> Style.Paint.OPEN;
      case LOW, INFO -> Style.Paint.FAINT;
    };
  }
}
