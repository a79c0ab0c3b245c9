// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import dev.demarc.report.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All rules in one table: on a terminal, and as the page {@code docs/risks.md}. */
public final class RulesTable {
  private static final String HOME = "../risks/src/main/java/dev/demarc/risks/";

  private static final String HEAD =
      """
      # The catalogue

      Written by `./demarc dev risks-page > docs/risks.md`; a test compares. Rules that are incubating or stable are on by default,
      `--maturity sandbox` adds the others. `demarc explain RISK/RULE` prints the same pages.
      """;

  private final Catalogue catalogue;

  /** Of this catalogue. */
  public RulesTable(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** A line for each rule, below its risk. */
  public List<String> lines(Style style) {
    List<String> lines = new ArrayList<>();
    int widest = 0;
    int rules = 0;
    for (Risk risk : catalogue.risks()) {
      for (Rule rule : risk.rules()) {
        widest = Math.max(widest, rule.id().toString().length());
        rules++;
      }
    }
    for (Risk risk : catalogue.risks()) {
      lines.add(style.paint(Style.Paint.STRONG, risk.id()) + "  " + risk.title());
      for (Rule rule : risk.rules()) {
        String text =
            "  "
                + Style.pad(rule.id().toString(), widest)
                + "  "
                + Style.pad(rule.severity().word(), 8)
                + "  "
                + Style.pad(rule.maturity().word(), 10)
                + "  ";
        lines.add(text + cut(sentence(rule.why()), Math.max(24, style.width() - text.length())));
      }
      lines.add("");
    }
    lines.add(
        Worst.count(catalogue.risks().size(), "risk")
            + ", "
            + Worst.count(rules, "rule")
            + ". demarc explain RISK or demarc explain RISK/RULE says more.");
    return lines;
  }

  /** The page of the documents. */
  public String markdown() {
    StringBuilder out = new StringBuilder(HEAD);
    for (Risk risk : catalogue.risks()) {
      String readme = HOME + risk.id().replace("-", "") + "/README.md";
      out.append("\n## [").append(risk.id()).append("](").append(readme).append(")\n");
      out.append(risk.title()).append(".");
      String since = catalogue.page(risk).head().getOrDefault("since", "");
      out.append(since.isEmpty() ? "" : " Since " + since + ".");
      out.append(
          "\n\n| rule | severity | maturity | looks at | what it says |\n|---|---|---|---|---|\n");
      for (Rule rule : risk.rules()) {
        String name = rule.id().rule();
        out.append("| [").append(name).append("](").append(readme).append('#').append(name);
        out.append(") | ").append(rule.severity()).append(" | ").append(rule.maturity());
        out.append(" | ").append(rule.reach().name().toLowerCase(Locale.ROOT)).append(" | ");
        out.append(sentence(rule.why()).replace("|", "\\|")).append(" |\n");
      }
    }
    return out.toString();
  }

  private static String sentence(String text) {
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
