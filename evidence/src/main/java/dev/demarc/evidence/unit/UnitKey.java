// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.unit;

import dev.demarc.evidence.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * One key of a unit. A key may stand in a section more than once; an empty value then forgets the
 * ones before.
 *
 * @param value continued lines in one, without blanks around it
 */
public record UnitKey(String section, String name, String value, Place place) {
  /** The words of its value, without their quotes. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean blank = quote == 0 && Character.isWhitespace(c);
      if (blank && begun) {
        words.add(word.toString());
        word.setLength(0);
      }
      begun = !blank;
      if (c == '\\' && i + 1 < value.length()) {
        word.append(value.charAt(++i));
      } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote != 0 ? 0 : c;
      } else if (!blank) {
        word.append(c);
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
