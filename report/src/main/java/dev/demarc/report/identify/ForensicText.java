// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.identify.Circumstances;
import dev.demarc.identify.Examined;
import dev.demarc.identify.Fact;
import dev.demarc.identify.Finding;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuledOut;
import dev.demarc.identify.Undecided;
import dev.demarc.report.Style;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a report says of captures and running hosts: each verdict in one line, then its proof, what
 * it is not, the fix, and the next command; then what could not be decided, what is ruled out, and
 * the class of every subject.
 */
final class ForensicText {
  private static final int MOST_PROOFS = 6;
  private static final int MOST_SUBJECTS = 20;
  private static final int MOST_ALIKE = 3;
  private static final Pattern PID = Pattern.compile("\\bpid \\d+");
  private static final long DAY_MILLIS = 86_400_000;

  private final Style style;
  private final UnaryOperator<String> command;
  private final Set<String> said = new HashSet<>();

  /** With the commands as the report has them, for readers who are not who ran this. */
  ForensicText(Style style) {
    this(style, UnaryOperator.identity());
  }

  /** With each command as this makes it. */
  ForensicText(Style style, UnaryOperator<String> command) {
    this.style = style;
    this.command = command;
  }

  void of(IdentifyReport report, List<String> lines) {
    report.findings().stream()
        .filter(one -> one.circumstances().isPresent())
        .forEach(one -> found(one, one.circumstances().get(), lines));
    lines.addAll(besideFindings(report.examined()));
  }

  /** What is undecided, seen and ruled out. */
  List<String> besideFindings(Examined examined) {
    List<String> lines = new ArrayList<>();
    examined.undecided().forEach(one -> undecided(one, lines));
    subjects(examined.subjects(), lines);
    ruledOut(examined.ruledOut(), lines);
    return lines;
  }

  private void found(Finding finding, Circumstances these, List<String> lines) {
    lines.add(
        style.paint(IdentifyText.paint(finding.severity()), "found " + finding.severity().word())
            + "  "
            + style.paint(Style.Paint.STRONG, finding.rule().toString())
            + "  "
            + Style.safe(these.subject().words()));
    style.paragraph("", Style.safe(finding.message()), lines);
    proof(finding.evidence(), lines);
    these
        .ruledOut()
        .forEach(cause ->
            style.paragraph("not  ", Style.safe(cause.rule() + ": " + cause.because()), lines));
    String rule = finding.rule().toString();
    boolean why = said.add(rule + "\n" + finding.why());
    boolean fix = said.add(rule + "\n" + finding.fix().text());
    if (why) {
      style.paragraph("why  ", Style.safe(finding.why()), lines);
    }
    if (fix) {
      style.paragraph("fix  ", Style.safe(finding.fix().text()), lines);
    }
    if (!why && !fix) {
      lines.add("  " + style.paint(Style.Paint.FAINT, "why, fix  as above"));
    }
    next(these.next(), lines);
    lines.add("");
  }

  private void proof(List<Fact> evidence, List<String> lines) {
    String name = "  " + style.paint(Style.Paint.FAINT, "proof") + "  ";
    proof(evidence).forEach(line -> lines.add(name + line));
  }

  /** The first lines of proof, each with its place, and how many there are more. */
  static List<String> proof(List<Fact> evidence) {
    List<String> lines = new ArrayList<>();
    for (Fact fact : evidence.subList(0, Math.min(MOST_PROOFS, evidence.size()))) {
      lines.add(
          fact.spot().map(spot -> where(spot) + "  ").orElse("")
              + (fact.kind().equals("rule") ? "also " : "")
              + Excerpt.line(fact.text()).strip());
    }
    if (evidence.size() > MOST_PROOFS) {
      lines.add("and " + (evidence.size() - MOST_PROOFS) + " more: --format json");
    }
    return lines;
  }

  private static String where(Spot spot) {
    String file = Style.safe(spot.file());
    String place =
        spot.line() > 0
            ? file + ":" + spot.line()
            : spot.packet() > 0 ? file + " packet " + spot.packet() : offset(file, spot);
    Optional<String> at = spot.at().map(ForensicText::time);
    return place + at.map(time -> " " + time).orElse("");
  }

  private static String offset(String file, Spot spot) {
    return spot.offset() >= 0 ? file + " byte " + spot.offset() : file;
  }

  private static String time(Instant at) {
    long millis = Math.floorMod(at.toEpochMilli(), DAY_MILLIS);
    long seconds = millis / 1000;
    return digits(2, seconds / 3600)
        + ":"
        + digits(2, seconds / 60 % 60)
        + ":"
        + digits(2, seconds % 60)
        + "."
        + digits(3, millis % 1000)
        + "Z";
  }

  private static String digits(int count, long number) {
    String text = String.valueOf(number);
    return "0".repeat(count - text.length()) + text;
  }

  void next(List<NextStep> steps, List<String> lines) {
    for (NextStep step : steps) {
      style.paragraph("next ", Style.safe(step.why()) + ":", lines);
      lines.add(
          "           "
              + style.paint(Style.Paint.STRONG, Style.safe(command.apply(step.command()))));
    }
  }

  private void undecided(Undecided one, List<String> lines) {
    lines.add(
        style.paint(Style.Paint.OPEN, "undecided")
            + "  "
            + style.paint(Style.Paint.STRONG, one.rule().toString())
            + "  "
            + Style.safe(one.subject().words())
            + "  "
            + style.paint(Style.Paint.FAINT, one.reason().word()));
    style.paragraph("", Style.safe(one.message()), lines);
    proof(one.evidence(), lines);
    next(one.next(), lines);
    lines.add("");
  }

  private void subjects(List<Classified> subjects, List<String> lines) {
    if (subjects.isEmpty()) {
      return;
    }
    lines.add(style.paint(Style.Paint.STRONG, "seen"));
    List<Spot> sources =
        subjects.stream().flatMap(one -> one.takenAt().stream()).distinct().toList();
    long files = sources.stream().map(Spot::file).distinct().count();
    List<String> rows = new ArrayList<>();
    String before = "";
    int alike = 0;
    int listed = 0;
    for (Classified one : subjects) {
      Optional<Spot> source = one.takenAt().filter(_ -> sources.size() > 1);
      // which of several dumps, by the file where that tells
      String place =
          source
              .map(spot -> files == sources.size() ? Style.safe(spot.file()) : where(spot))
              .map(where -> "  in " + where)
              .orElse("");
      String name = Style.safe(one.subject().words());
      String kind = PID.matcher(name).replaceAll("pid") + figures(one) + place;
      alike = kind.equals(before) ? alike + 1 : 1;
      before = kind;
      if (alike > MOST_ALIKE + 1) {
        rows.removeLast();
      }
      if (alike > MOST_ALIKE) {
        rows.add("  and " + (alike - MOST_ALIKE) + " more that differ in the pid alone");
      } else if (rows.size() < MOST_SUBJECTS) {
        rows.add("  " + Style.pad(name, 36) + figures(one) + place);
      } else {
        break;
      }
      listed++;
    }
    lines.addAll(rows);
    if (listed < subjects.size()) {
      lines.add("  and " + (subjects.size() - listed) + " more: --format json lists them all");
    }
    lines.add("");
  }

  private static String figures(Classified one) {
    return "  "
        + Style.safe(one.label())
        + (one.count() == 1 ? "" : " " + one.count())
        + (one.detail().isEmpty() ? "" : "  " + Style.safe(one.detail()));
  }

  /** One line a reason: the rules that it clears stand together. */
  private void ruledOut(List<RuledOut> all, List<String> lines) {
    if (all.isEmpty()) {
      return;
    }
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (RuledOut one : all) {
      byReason
          .computeIfAbsent(
              one.subject().words() + ": " + one.because(), reason -> new ArrayList<>())
          .add(one.rule().toString());
    }
    lines.add(style.paint(Style.Paint.STRONG, "ruled out"));
    byReason.forEach(
        (reason, rules) -> style.paragraph(String.join(", ", rules), Style.safe(reason), lines));
    lines.add("");
  }

  /** What the last line adds to the findings: {@code , 1 undecided, 3 ruled out}. */
  String counts(IdentifyReport report) {
    Examined examined = report.examined();
    return (examined.undecided().isEmpty() ? "" : ", " + examined.undecided().size() + " undecided")
        + (examined.ruledOut().isEmpty() ? "" : ", " + examined.ruledOut().size() + " ruled out");
  }
}
