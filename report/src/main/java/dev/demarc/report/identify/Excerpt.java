// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.evidence.Place;
import dev.demarc.identify.Fact;
import dev.demarc.identify.Finding;
import dev.demarc.report.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The source line of a finding with one line before and after it, and a caret under what decided.
 */
final class Excerpt {
  private static final int GUTTER = 7;
  private static final int WIDEST = 400;

  private final Surroundings around;
  private final Style style;

  Excerpt(Surroundings around) {
    this.around = around;
    this.style = around.style();
  }

  /**
   * Its lines: the source line, those beside it, and the caret. Of a capture only what its reader
   * let through: the file itself may hold anything.
   */
  List<String> of(Finding finding) {
    if (finding.circumstances().isPresent()) {
      return ForensicText.proof(finding.evidence());
    }
    List<String> lines = new ArrayList<>();
    Fact deciding = finding.evidence().getFirst();
    Place place = deciding.place().orElse(finding.place());
    Optional<String> written = around.lines().whole(place.file(), place.line());
    // what is shown is the fact, which is redacted; the file only says how it is indented
    String indent =
        written
            .map(line -> line.substring(0, line.length() - line.stripLeading().length()))
            .orElse("");
    String text = indent + deciding.text();
    beside(place.file(), place.line() - 1, lines);
    lines.add(numbered(Integer.toString(place.line())) + line(text));
    caret(text, written, place, lines);
    beside(place.file(), place.line() + 1, lines);
    return lines;
  }

  private void beside(String file, int number, List<String> lines) {
    around
        .lines()
        .beside(file, number)
        .ifPresent(text ->
            lines.add(
                numbered(Integer.toString(number)) + style.paint(Style.Paint.FAINT, line(text))));
  }

  private void caret(String text, Optional<String> written, Place place, List<String> lines) {
    int start = place.column() - 1;
    boolean same =
        start >= 0
            && start < Math.min(text.length(), WIDEST)
            && written.isPresent()
            && written.get().startsWith(text.substring(0, start));
    if (!same) {
      return; // a secret before it was cut out, or the file has changed
    }
    int end = place.endLine() == place.line() ? place.endColumn() - 1 : text.length();
    int width = Math.max(1, Math.min(Math.min(end, text.length()), WIDEST) - start);
    lines.add(
        numbered("")
            + " ".repeat(columns(text.substring(0, start)))
            + style.paint(Style.Paint.OPEN, "^" + "~".repeat(width - 1)));
  }

  /** Columns that {@link #line} takes. */
  private static int columns(String text) {
    String shown = line(text + "|");
    return shown.codePointCount(0, shown.length()) - 1;
  }

  private String numbered(String number) {
    String gutter = " ".repeat(Math.max(0, GUTTER - number.length())) + number + " | ";
    return style.paint(Style.Paint.FAINT, gutter);
  }

  /** One line of source as a terminal shows it. */
  static String line(String text) {
    String cut = text.length() <= WIDEST ? text : text.substring(0, WIDEST) + " …";
    return Style.safe(cut.replace("\t", "    ")).stripTrailing();
  }
}
