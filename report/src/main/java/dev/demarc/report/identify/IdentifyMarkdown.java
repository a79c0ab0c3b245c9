// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.identify.Fact;
import dev.demarc.identify.Finding;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.Severity;
import dev.demarc.report.Style;
import java.util.List;

/**
 * A report of identify as Markdown for a comment on a pull request: counts, a table, and the
 * details folded up. A comment that is longer than GitHub takes is cut, and says so.
 */
final class IdentifyMarkdown {
  /** The most characters of a comment. */
  static final int MOST = 65_536;

  /** By this a program finds the comment that it has to bring up to date. */
  static final String MARK = "<!-- demarc identify -->";

  private static final int MOST_ROWS = 100;
  private static final int FOR_THE_TABLE = 40_000;
  private static final int FOR_THE_END = 400;

  private final Surroundings around;
  private final Excerpt excerpt;

  IdentifyMarkdown(Surroundings around) {
    this.around = around;
    this.excerpt = new Excerpt(around.plain());
  }

  String of(IdentifyReport report) {
    StringBuilder out = new StringBuilder(MARK).append("\n### Demarc: ");
    out.append(Worst.counts(report)).append("\n\n");
    out.append(Worst.count(Worst.files(report), "file")).append(" read, ");
    out.append(report.components().size()).append(" starts of foreign components");
    int aside = report.suppressed().size();
    out.append(aside == 0 ? "" : ", " + aside + " suppressed or in the baseline");
    int problems = report.problems().size();
    out.append(problems == 0 ? "" : ", " + Worst.count(problems, "file") + " not read whole");
    out.append(". ").append(Worst.gate(report)).append(".\n");
    String beside = report.examined().isEmpty() ? "" : "\n" + block(beside(report));
    if (report.findings().isEmpty()) {
      return out.append(beside).toString();
    }
    counts(report, out);
    List<Finding> worst = Worst.first(report.findings());
    int rows = table(worst, out);
    int details = details(worst, out);
    out.append(out.length() + beside.length() > MOST - FOR_THE_END ? "" : beside);
    int most = worst.size();
    if (rows < most || details < most) {
      out.append("\nCut to what a comment can hold: ").append(rows).append(" of ").append(most);
      out.append(" findings are in the table, ").append(details);
      out.append(" with details. `demarc identify` shows them all.\n");
    }
    return out.toString();
  }

  private static String next(NextStep step) {
    return "\n**Next:** " + text(step.why()) + ":\n\n" + block(List.of(step.command()));
  }

  /** What is undecided, seen and ruled out: as much of it as leaves room for the findings. */
  private static List<String> beside(IdentifyReport report) {
    List<String> lines = new ForensicText(Style.PLAIN).besideFindings(report.examined());
    return lines.size() <= MOST_ROWS ? lines : lines.subList(0, MOST_ROWS);
  }

  private static void counts(IdentifyReport report, StringBuilder out) {
    out.append("\n| critical | high | medium | low | info |\n|--:|--:|--:|--:|--:|\n|");
    for (Severity severity : Severity.values()) {
      out.append(' ').append(report.count(severity)).append(" |");
    }
    out.append('\n');
  }

  private int table(List<Finding> worst, StringBuilder out) {
    out.append("\n| severity | rule | where | what |\n|---|---|---|---|\n");
    int rows = 0;
    for (Finding finding : worst) {
      String row =
          "| "
              + finding.severity()
              + " | "
              + code(finding.rule().toString())
              + " | "
              + code(around.path(finding.place().toString())).replace("|", "\\|")
              + " | "
              + text(finding.message())
              + " |\n";
      if (rows == MOST_ROWS || out.length() + row.length() > FOR_THE_TABLE) {
        break;
      }
      out.append(row);
      rows++;
    }
    return rows;
  }

  private int details(List<Finding> worst, StringBuilder out) {
    int written = 0;
    for (Finding finding : worst) {
      StringBuilder one = new StringBuilder("\n<details><summary>");
      one.append(finding.severity()).append(" <code>").append(finding.rule()).append("</code> ");
      one.append(text(around.path(finding.place().toString()))).append("</summary>\n\n");
      one.append(text(finding.message())).append("\n\n");
      one.append(block(excerpt.of(finding)));
      finding.evidence().stream().skip(1).forEach(fact -> one.append(also(fact)));
      one.append("\n**Why:** ").append(text(finding.why()));
      one.append("\n\n**Fix:** ").append(text(finding.fix().text())).append("\n");
      finding
          .circumstances()
          .ifPresent(these -> these.next().forEach(step -> one.append(next(step))));
      one.append("\n</details>\n");
      if (out.length() + one.length() > MOST - FOR_THE_END) {
        break;
      }
      out.append(one);
      written++;
    }
    return written;
  }

  /** Text that is no markup, no link and no mention. */
  private static String text(String text) {
    StringBuilder out = new StringBuilder();
    Style.safe(text.replace('\n', ' '))
        .codePoints()
        .forEach(point -> {
          switch (point) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '@' -> out.append("&#64;");
            case '#' -> out.append("&#35;");
            case '|', '*', '_', '`', '[', ']', '\\', '~', '!' ->
                out.append('\\').append((char) point);
            default -> out.appendCodePoint(point);
          }
        });
    return out.toString();
  }

  private static String code(String text) {
    String safe = Style.safe(text.replace('\n', ' '));
    String fence = "`".repeat(longest(safe) + 1);
    String pad = safe.startsWith("`") || safe.endsWith("`") ? " " : "";
    return fence + pad + safe + pad + fence;
  }

  private String also(Fact fact) {
    String where = fact.place().map(place -> " " + code(around.path(place.toString()))).orElse("");
    return "\nAlso" + where + "\n" + block(List.of(Excerpt.line(fact.text())));
  }

  private static String block(List<String> lines) {
    String text = String.join("\n", lines);
    String fence = "`".repeat(Math.max(3, longest(text) + 1));
    return fence + "\n" + text + "\n" + fence + "\n";
  }

  /** The length of the longest run of backticks. */
  private static int longest(String text) {
    int longest = 0;
    int run = 0;
    for (int at = 0; at < text.length(); at++) {
      run = text.charAt(at) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
