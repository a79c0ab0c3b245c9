// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.make;

import dev.demarc.evidence.Place;

/**
 * What Make puts in before any shell sees the text: {@code $(NAME)}, {@code $(shell …)}. One that
 * stands inside of another is not listed by itself.
 *
 * @param text what stands in the brackets, or the letter behind the dollar
 * @param inRecipe true in a recipe, false in a variable or the head of a rule
 */
public record MakeReference(String text, boolean inRecipe, Place place) {
  /** The function or the variable: the first word. */
  public String name() {
    int end = 0;
    while (end < text.length() && " \t,:".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
  }
}
