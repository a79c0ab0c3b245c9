// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.report.Style;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a form of a report needs beside the report.
 *
 * @param program how the reader of a terminal starts Demarc: {@code demarc}, {@code ./demarc}
 * @param below the folder of the input as the caller sees it, with {@code /} at its end: {@code
 *     services/shop/}; empty text when the paths of the report are the caller's own. Forms that
 *     other programs join with a repository write it before each path; the JSON does not.
 * @param lines the text around findings
 */
public record Surroundings(
    Catalogue catalogue, String program, String below, Style style, Lines lines) {
  private static final Pattern OWN = Pattern.compile("\\A(sudo )?demarc ");

  /** The same without colours: for forms that have marks of their own. */
  Surroundings plain() {
    return new Surroundings(catalogue, program, below, Style.PLAIN, lines);
  }

  /** A command to paste: one of Demarc's own begins with the program as the reader started it. */
  String command(String text) {
    Matcher own = OWN.matcher(text);
    return own.replaceFirst("$1" + Matcher.quoteReplacement(program) + " ");
  }

  /** A path as the caller sees it. */
  String path(String file) {
    return below + file;
  }
}
