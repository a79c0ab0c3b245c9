// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.item.Sentences;
import dev.demarc.contract.text.Flaw;
import java.util.List;
import java.util.OptionalLong;

/**
 * One way in which bytes break a contract.
 *
 * @param dimension input or output
 * @param check what was checked, in the words of the vocabulary, §d: {@code bom}, {@code charset},
 *     {@code newlines}, {@code size}, {@code schema}, {@code media-type}, {@code stderr}, or the id
 *     of a relation
 * @param keyword the finer word: a JSON Schema keyword, or {@code ragged}, {@code bare-cr}, {@code
 *     malformed}, {@code header} …
 * @param pointer JSON pointer into the item, {@code ""} for the whole
 * @param expected what the contract wants, short
 * @param found what stands there instead, at most 40 characters of the payload; {@code ""} when
 *     that says nothing. Only for those who may see the payload
 * @param item 1-based number of the row or item, without the header; empty when it is about the
 *     whole
 * @param offset 0-based offset of the first bad byte in what was given; empty when unknown
 * @param message one sentence for people, which may follow on {@code found}, without any of the
 *     payload
 */
public record Violation(
    Dimension dimension,
    String check,
    String keyword,
    String pointer,
    String expected,
    String found,
    OptionalLong item,
    OptionalLong offset,
    String message) {
  /** Members of an unknown payload can have names of any length. */
  private static final int LONGEST_PLACE = 80;

  /** A flaw, now that it is known in which dimension. */
  static Violation of(Dimension dimension, Flaw flaw) {
    return new Violation(
        dimension,
        flaw.check(),
        flaw.keyword(),
        flaw.pointer(),
        flaw.expected(),
        flaw.found(),
        flaw.item(),
        flaw.offset(),
        flaw.message());
  }

  /** All of them. */
  static List<Violation> all(Dimension dimension, List<Flaw> flaws) {
    return flaws.stream().map(flaw -> of(dimension, flaw)).toList();
  }

  /**
   * The message with its place and with what was found there, for those who may see the payload:
   * {@code item 1 /qty: 100 is more than 99}.
   */
  public String sentence() {
    String number = item.isPresent() ? "item " + item.getAsLong() : "";
    String place =
        number
            + (number.isEmpty() || pointer.isEmpty() ? "" : " ")
            + Sentences.cut(pointer, LONGEST_PLACE);
    return (place.isEmpty() ? "" : place + ": ") + (found.isEmpty() ? "" : found + " ") + message;
  }
}
