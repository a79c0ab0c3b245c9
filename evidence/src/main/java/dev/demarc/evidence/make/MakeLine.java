// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.make;

import dev.demarc.evidence.SourceText;

/**
 * A line of a Makefile with the lines that continue it.
 *
 * @param first its first line in the file
 * @param last its last line
 * @param text with continued lines in one; as Make reads what is no recipe
 */
record MakeLine(int first, int last, String text) {
  static MakeLine at(SourceText source, int first) {
    int last = first;
    StringBuilder text = new StringBuilder();
    String line = source.lineText(first);
    while (isContinued(line) && last < source.lines()) {
      text.append(line, 0, line.length() - 1).append(' ');
      last++;
      line = source.lineText(last).stripLeading();
    }
    text.append(line);
    return new MakeLine(first, last, text.toString());
  }

  private static boolean isContinued(String line) {
    int slashes = 0;
    while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  boolean isRecipe() {
    return text.startsWith("\t");
  }

  /** Without the comment at its end; a hash behind a backslash is none. */
  String code() {
    for (int at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
      if (at == 0 || text.charAt(at - 1) != '\\') {
        return text.substring(0, at);
      }
    }
    return text;
  }
}
