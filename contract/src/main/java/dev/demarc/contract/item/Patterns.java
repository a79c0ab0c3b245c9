// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import java.util.regex.Pattern;

/** Patterns of a contract on lines of a component. */
public final class Patterns {
  private Patterns() {}

  /** True when a pattern is found in a line; one that runs out of stack on it is not found. */
  public static boolean finds(Pattern pattern, String line) {
    try {
      return pattern.matcher(line).find();
    } catch (StackOverflowError e) {
      return false;
    }
  }
}
