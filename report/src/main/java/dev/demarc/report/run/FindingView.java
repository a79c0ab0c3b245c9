// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

/**
 * A finding of identify or of contract lint as a run shows it.
 *
 * @param rule {@code risk/rule}, or the name of a lint rule
 * @param severity critical, high, medium, low or info
 * @param file relative to the repository
 * @param line 1-based
 * @param column 1-based
 * @param message one sentence
 * @param excerpt the source line; empty text when unknown
 * @param why why it is not the language's doing; empty text for lint
 * @param fix what to do; empty text when there is nothing
 */
public record FindingView(
    String rule,
    String severity,
    String file,
    int line,
    int column,
    String message,
    String excerpt,
    String why,
    String fix) {
  /** {@code FILE:LINE:COLUMN}. */
  String place() {
    return file + ":" + line + ":" + column;
  }
}
