// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Place;
import java.util.Optional;

/**
 * A name that {@code ENV}, {@code ARG} or {@code LABEL} sets.
 *
 * @param name without quotes
 * @param value as it is written, with its quotes and references; none for {@code ARG NAME}
 * @param word name and value together
 */
public record Pair(String name, Optional<Word> value, Word word) {
  /** Of name and value together. */
  public Place place() {
    return word.place();
  }
}
