// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * One thing that is wrong with a contract, and what to do about it.
 *
 * @param rule id, for example {@code DOC-SCHEMA}
 * @param severity how much it matters
 * @param file where, as the caller named it
 * @param line 1-based
 * @param column 1-based, in code points
 * @param pointer JSON pointer into the document; {@code ""} for the whole
 * @param message one sentence with the facts of the case
 * @param fix what to write instead; may be empty
 */
public record Problem(
    String rule,
    Severity severity,
    Path file,
    int line,
    int column,
    String pointer,
    String message,
    String fix) {
  /** By file, line, column, rule and message: the order of every list of problems. */
  public static final Comparator<Problem> BY_PLACE =
      Comparator.comparing((Problem problem) -> problem.file().toString())
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::rule)
          .thenComparing(Problem::message);

  /** {@code file:line:column}. */
  public String place() {
    return file + ":" + line + ":" + column;
  }

  /** One line for people: place, severity, rule, message and fix. */
  public String text() {
    String said = place() + ": " + severity.word() + " " + rule + ": " + message;
    return fix.isEmpty() ? said : said + " Fix: " + fix;
  }
}
