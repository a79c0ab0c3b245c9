// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

/**
 * What is known of the value of a variable, or of a word with variables in it.
 *
 * @param set whether the variable is there at all
 * @param known false when it is decided elsewhere: by the command line, the platform or the base
 * @param text the value when it is known; else the word as it is written
 */
public record Value(boolean set, boolean known, String text) {
  /** No variable of this name. */
  static final Value UNSET = new Value(false, true, "");

  static Value of(String text) {
    return new Value(true, true, text);
  }

  static Value unknown(String written) {
    return new Value(true, false, written);
  }

  /** True when it is known to be this. */
  public boolean is(String exactly) {
    return set && known && text.equals(exactly);
  }
}
