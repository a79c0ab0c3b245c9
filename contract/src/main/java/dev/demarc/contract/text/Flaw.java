// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import java.util.OptionalLong;

/**
 * One way in which bytes are not what a contract says, before it is known whose bytes they are.
 *
 * @param check the word of the vocabulary, §d, or the id of a relation
 * @param keyword the finer word
 * @param pointer JSON pointer into the item, {@code ""} for the whole
 * @param expected what is wanted, short
 * @param found what stands there instead, at most 40 characters of the payload; {@code ""} when
 *     that says nothing
 * @param item 1-based number of the item; empty when it is about the whole
 * @param offset 0-based offset in the bytes that were given; empty when unknown
 * @param message one sentence, which may follow on {@code found}, without any of the payload
 */
public record Flaw(
    String check,
    String keyword,
    String pointer,
    String expected,
    String found,
    OptionalLong item,
    OptionalLong offset,
    String message) {

  /** A flaw that shows nothing of the payload. */
  public Flaw(
      String check,
      String keyword,
      String pointer,
      String expected,
      OptionalLong item,
      OptionalLong offset,
      String message) {
    this(check, keyword, pointer, expected, "", item, offset, message);
  }

  /** A flaw of the whole, at an offset. */
  public static Flaw whole(
      String check, String keyword, String expected, long offset, String message) {
    return new Flaw(
        check, keyword, "", expected, OptionalLong.empty(), OptionalLong.of(offset), message);
  }

  /** A flaw of one item; item 0 is the header and counts as the whole. */
  public static Flaw ofItem(
      String check, String keyword, String expected, long item, long offset, String message) {
    return new Flaw(
        check,
        keyword,
        "",
        expected,
        item == 0 ? OptionalLong.empty() : OptionalLong.of(item),
        OptionalLong.of(offset),
        message);
  }
}
