// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.redaction;

/** Texts in double quotes, with a backslash before a quote that is part of them. */
final class Quotes {
  private Quotes() {}

  /** Where the text ends whose first quote is at {@code start}; the line's end when it is cut. */
  static int end(String line, int start) {
    int end = start + 1;
    while (end < line.length() && line.charAt(end) != '"') {
      end += line.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end, line.length());
  }
}
