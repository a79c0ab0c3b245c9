// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.make;

import java.util.Map;

/** Finds and puts in what a dollar of Make stands for. */
final class MakeReferences {
  private static final int LONGEST = 400;
  private static final int MOST_DEEP = 8;

  private MakeReferences() {}

  /** The offset behind the reference whose dollar stands at {@code at}. */
  static int end(CharSequence text, int at, int limit) {
    if (at + 1 >= limit) {
      return limit;
    }
    char opener = text.charAt(at + 1);
    if (opener != '(' && opener != '{') {
      return at + 2;
    }
    char closer = opener == '(' ? ')' : '}';
    int open = 0;
    for (int i = at + 1; i < limit; i++) {
      char c = text.charAt(i);
      if (c == opener) {
        open++;
      } else if (c == closer && --open == 0) {
        return i + 1;
      }
    }
    return limit;
  }

  /** What stands in the brackets of a reference. */
  static String inner(String reference) {
    boolean brackets = reference.length() > 2;
    String text = reference.substring(Math.min(reference.length(), brackets ? 2 : 1));
    boolean closed = brackets && (text.endsWith(")") || text.endsWith("}"));
    return closed ? text.substring(0, text.length() - 1) : text;
  }

  /** The text that a shell sees in the place of a reference. */
  static String put(String reference, Map<String, String> values) {
    return put(reference, values, 0);
  }

  private static String put(String reference, Map<String, String> values, int depth) {
    String name = inner(reference);
    if (name.equals("$")) {
      return "$";
    }
    String value = values.get(name);
    if (value == null || depth > MOST_DEEP || value.length() > LONGEST) {
      return "${" + (name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "MAKE") + "}";
    }
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < value.length() && text.length() < LONGEST; ) {
      int end = value.charAt(at) == '$' ? end(value, at, value.length()) : at + 1;
      boolean one = value.charAt(at) != '$';
      text.append(
          one ? value.substring(at, end) : put(value.substring(at, end), values, depth + 1));
      at = end;
    }
    return text.length() < LONGEST ? text.toString() : "${MAKE}";
  }
}
