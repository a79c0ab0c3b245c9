// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.Place;

/**
 * A word of an instruction as it is written, with its quotes and references.
 *
 * @param in the instruction's line
 * @param start offset in {@code in}
 * @param end exclusive
 */
public record Word(String text, Passage in, int start, int end) {
  static Word of(Passage in, int start, int end) {
    return new Word(in.text(start, end), in, start, end);
  }

  /** Where it stands. */
  public Place place() {
    return in.place(start, end);
  }

  /** True for this text, whatever the case of its letters. */
  boolean is(String word) {
    return text.equalsIgnoreCase(word);
  }
}
