// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

/** Takes the quotes of a word off and leaves its references as they are written. */
final class Quotes {
  private Quotes() {}

  static String off(String word, char escape) {
    StringBuilder text = new StringBuilder(word.length());
    char quote = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == escape && quote != '\'' && i + 1 < word.length()) {
        char next = word.charAt(++i);
        if (quote == '"' && next != '"' && next != '$' && next != escape) {
          text.append(c);
        }
        text.append(next);
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote && quote != 0) {
        quote = 0;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
