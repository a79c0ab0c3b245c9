// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.identify.Rule;
import dev.demarc.report.Style;
import java.util.ArrayList;
import java.util.List;

/**
 * The page of a risk as lines for people: headings stand out, paragraphs are as wide as the place,
 * and the marks of Markdown are gone where they would only be in the way. Tables, lists and code
 * stay as they are written.
 */
public final class RiskPageText {
  private final Style style;

  /** Lines in a style. */
  public RiskPageText(Style style) {
    this.style = style;
  }

  /** The lines of a page, or of a part of it. */
  public List<String> of(String markdown) {
    List<String> lines = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    boolean code = false;
    for (String line : markdown.lines().toList()) {
      boolean fence = line.startsWith("```");
      if (code || fence || !prose(line)) {
        flush(paragraph, lines);
      }
      if (fence) {
        code = !code;
      } else if (code) {
        lines.add("    " + Style.safe(line.replace("\t", "    ")));
      } else if (prose(line)) {
        paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
      } else {
        int level = RiskPage.level(line);
        lines.add(
            level > 0
                ? style.paint(Style.Paint.STRONG, plain(line.substring(level).strip()))
                : plain(line));
      }
    }
    flush(paragraph, lines);
    return lines;
  }

  /** The lines of a rule: what its page says, between what the rule itself says. */
  public List<String> of(Rule rule, String section) {
    List<String> lines = new ArrayList<>(of(section));
    String on =
        switch (rule.maturity()) {
          case SANDBOX -> "sandbox, off unless asked for by --maturity sandbox";
          case INCUBATING, STABLE -> rule.maturity() + ", on by default";
          case DEPRECATED -> "deprecated, off";
        };
    lines.addAll(
        Math.min(1, lines.size()), List.of("severity  " + rule.severity(), "maturity  " + on));
    lines.add("");
    lines.add(style.paint(Style.Paint.STRONG, "Fix"));
    wrap(Style.safe(rule.fix()), lines);
    return lines;
  }

  private static boolean prose(String line) {
    boolean text =
        !line.isBlank()
            && RiskPage.level(line) == 0
            && "|-*>0123456789 ".indexOf(line.charAt(0)) < 0;
    return text || emphasis(line);
  }

  /** A paragraph that begins with emphasised words is no list. */
  private static boolean emphasis(String line) {
    return line.startsWith("*") && !line.startsWith("* ");
  }

  private void flush(StringBuilder paragraph, List<String> lines) {
    if (paragraph.isEmpty()) {
      return;
    }
    wrap(plain(paragraph.toString()), lines);
    paragraph.setLength(0);
  }

  private void wrap(String text, List<String> lines) {
    StringBuilder line = new StringBuilder();
    for (String word : List.of(text.split(" +"))) {
      if (!line.isEmpty() && line.length() + word.length() + 1 > style.width()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
  }

  /** Without the marks of code, bold text and emphasis around whole words. */
  static String plain(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean code = false;
    for (int at = 0; at < text.length(); at++) {
      char one = text.charAt(at);
      if (one == '`') {
        code = !code;
      } else if (one != '*' || code || !mark(text, at)) {
        out.append(one);
      }
    }
    return Style.safe(out.toString());
  }

  /** A star that touches a letter on one side is a mark; between blanks it is a star. */
  private static boolean mark(String text, int at) {
    boolean before = at > 0 && !Character.isWhitespace(text.charAt(at - 1));
    boolean after = at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1));
    return before || after;
  }
}
