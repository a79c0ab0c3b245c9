// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.contract;

import dev.demarc.contract.source.Problem;
import dev.demarc.contract.source.Severity;
import dev.demarc.report.Style;
import java.util.ArrayList;
import java.util.List;

/** Problems of a contract as lines, one problem in one or two. */
public final class LintText {
  private final Style style;

  /** Lines in a style. */
  public LintText(Style style) {
    this.style = style;
  }

  /** The problems and a line that counts them. */
  public List<String> of(String file, List<Problem> problems) {
    List<String> lines = new ArrayList<>();
    for (Problem problem : problems) {
      lines.add(
          style.paint(Style.Paint.STRONG, Style.safe(problem.place()))
              + ": "
              + style.paint(paint(problem.severity()), problem.severity().word())
              + " "
              + problem.rule()
              + ": "
              + Style.safe(problem.message()));
      if (!problem.fix().isEmpty()) {
        lines.add("    fix: " + Style.safe(problem.fix()));
      }
    }
    long errors = count(problems, Severity.HIGH);
    lines.add(
        Style.safe(file)
            + ": "
            + (problems.isEmpty()
                ? "no problem"
                : errors
                    + " high, "
                    + count(problems, Severity.MEDIUM)
                    + " medium, "
                    + count(problems, Severity.INFO)
                    + " info"));
    return lines;
  }

  private static long count(List<Problem> problems, Severity severity) {
    return problems.stream().filter(problem -> problem.severity() == severity).count();
  }

  private static Style.Paint paint(Severity severity) {
    return switch (severity) {
      case HIGH -> Style.Paint.BAD;
      case MEDIUM -> Style.Paint.OPEN;
      case INFO -> Style.Paint.FAINT;
    };
  }
}
