// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import org.jspecify.annotations.Nullable;

/** The name of a rule, {@code risk/rule}: the only name that output, code and documents know. */
public record RuleId(String risk, String rule) implements Comparable<RuleId> {
  private static final int MOST_WORDS = 5;

  /** Refuses a name that is not lower-case words joined by {@code -}. */
  public RuleId {
    if (!isWords(risk) || !isWords(rule)) {
      throw new IllegalArgumentException("not a rule id: " + risk + "/" + rule);
    }
  }

  /** {@code [a-z0-9]+(-[a-z0-9]+){0,4}}, by hand: a rule says its name each time it is asked. */
  private static boolean isWords(String text) {
    int words = 1;
    char before = '-';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isDash = c == '-' && before != '-';
      if (!isDash && (c < 'a' || c > 'z') && (c < '0' || c > '9')) {
        return false;
      }
      words += isDash ? 1 : 0;
      before = c;
    }
    return before != '-' && words <= MOST_WORDS;
  }

  /** Reads {@code risk/rule}. */
  public static RuleId of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not a rule id: " + text);
    }
    return new RuleId(text.substring(0, slash), text.substring(slash + 1));
  }

  // as the compiler would have it, but ready at the start: what it makes is made at run time
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RuleId id && risk.equals(id.risk) && rule.equals(id.rule);
  }

  @Override
  public int hashCode() {
    return 31 * risk.hashCode() + rule.hashCode();
  }

  @Override
  public int compareTo(RuleId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return risk + "/" + rule;
  }
}
