// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.Passage;
import org.jspecify.annotations.Nullable;

/** Reads redirections, and tells the cursor of here-documents to come. */
final class RedirectReader {
  private static final int MOST_DIGITS = 8;

  private final Passage passage;
  private final ShellCursor cursor;
  private final WordReader words;

  RedirectReader(Passage passage, ShellCursor cursor, WordReader words) {
    this.passage = passage;
    this.cursor = cursor;
    this.words = words;
  }

  /** True when a redirection stands at the cursor, with its number or without. */
  boolean isNext() {
    int ahead = 0;
    while (isDigit(cursor.peek(ahead))) {
      ahead++;
    }
    int b = cursor.peek(ahead);
    return ((b == '<' || b == '>') && cursor.peek(ahead + 1) != '(')
        || (ahead == 0 && cursor.looksAt("&>"));
  }

  ShellRedirect read(@Nullable ShellCommand command) {
    int from = cursor.at;
    while (isDigit(cursor.peek(0))) {
      cursor.at++;
    }
    boolean small = cursor.at > from && cursor.at - from < MOST_DIGITS;
    int descriptor = small ? Integer.parseInt(passage.text(from, cursor.at)) : -1;
    String operator = operator();
    cursor.skipBlanks();
    ShellRedirect redirect = new ShellRedirect(descriptor, operator, words.read(command));
    if (redirect.isDocument()) {
      cursor.expect(redirect.target().text(), operator.endsWith("-"));
    }
    return redirect;
  }

  private String operator() {
    int begin = cursor.at;
    while (cursor.peek(0) >= 0 && "<>&|".indexOf(cursor.peek(0)) >= 0) {
      if (cursor.at > begin && cursor.peek(1) == '(') {
        break;
      }
      cursor.at++;
    }
    if (passage.text(begin, cursor.at).equals("<<") && cursor.peek(0) == '-') {
      cursor.at++;
    }
    return passage.text(begin, cursor.at);
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }
}
