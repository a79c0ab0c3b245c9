// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.report.Style;

/**
 * What a form of a report needs beside the report.
 *
 * @param below the folder of the input as the caller sees it, with {@code /} at its end: {@code
 *     services/shop/}; empty text when the paths of the report are the caller's own. Forms that
 *     other programs join with a repository write it before each path; the JSON does not.
 * @param lines the text around findings
 */
public record Surroundings(Catalogue catalogue, String below, Style style, Lines lines) {
  /** The same without colours: for forms that have marks of their own. */
  Surroundings plain() {
    return new Surroundings(catalogue, below, Style.PLAIN, lines);
  }

  /** A path as the caller sees it. */
  String path(String file) {
    return below + file;
  }
}
