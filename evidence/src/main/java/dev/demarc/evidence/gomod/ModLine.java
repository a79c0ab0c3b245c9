// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gomod;

import dev.demarc.evidence.Place;
import java.util.List;

/**
 * One directive of a go.mod or go.work file; one line of a block is a directive of its own.
 *
 * @param verb its word: {@code require}, {@code go}, …
 * @param words what follows it, without quotes and without the comment
 * @param comment what stands behind {@code //}, without it
 * @param place of the words
 */
public record ModLine(String verb, List<String> words, String comment, Place place) {
  /** Copies the words. */
  public ModLine {
    words = List.copyOf(words);
  }

  /** A word by its index; empty when there is none. */
  public String word(int index) {
    return index < words.size() ? words.get(index) : "";
  }

  /** True when the go command needs it for something else: {@code // indirect}. */
  public boolean isIndirect() {
    return comment.equals("indirect") || comment.startsWith("indirect;");
  }
}
