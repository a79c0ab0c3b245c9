// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.regex.Pattern;

/** The name of a rule, {@code risk/rule}: the only name that output, code and documents know. */
public record RuleId(String risk, String rule) implements Comparable<RuleId> {
  private static final Pattern WORDS = Pattern.compile("[a-z0-9]+(-[a-z0-9]+){0,4}");

  /** Refuses a name that is not lower-case words joined by {@code -}. */
  public RuleId {
    if (!WORDS.matcher(risk).matches() || !WORDS.matcher(rule).matches()) {
      throw new IllegalArgumentException("not a rule id: " + risk + "/" + rule);
    }
  }

  /** Reads {@code risk/rule}. */
  public static RuleId of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not a rule id: " + text);
    }
    return new RuleId(text.substring(0, slash), text.substring(slash + 1));
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
