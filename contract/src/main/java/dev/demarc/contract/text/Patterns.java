// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import java.util.regex.Pattern;

/**
 * Patterns of a contract on texts that others wrote. A search that goes back and forth over its
 * text too often is given up: some patterns need exponential time on some texts.
 */
public final class Patterns {
  /** Looks at characters that a search may take: many for any text, and more for a long one. */
  private static final long LOOKS = 1_000_000;

  private static final long LOOKS_FOR_A_CHARACTER = 64;

  private Patterns() {}

  /** Says whether a pattern is in a text. */
  public enum Answer {
    /** It is. */
    FOUND,
    /** It is not. */
    NOT_FOUND,
    /** The search took too long or too deep: nothing is known. */
    GIVEN_UP
  }

  /** Searches for a pattern. */
  public static Answer search(Pattern pattern, String text) {
    try {
      return pattern.matcher(new Counted(text)).find() ? Answer.FOUND : Answer.NOT_FOUND;
    } catch (TooLong | StackOverflowError e) {
      return Answer.GIVEN_UP;
    }
  }

  /** True when a pattern is surely in a text. */
  public static boolean finds(Pattern pattern, String text) {
    return search(pattern, text) == Answer.FOUND;
  }

  /** Ends a search from within. */
  private static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super("too many looks", null, false, false);
    }
  }

  /** A text that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long left;

    Counted(String text) {
      this.text = text;
      this.left = LOOKS + LOOKS_FOR_A_CHARACTER * text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new TooLong();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
