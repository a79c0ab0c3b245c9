// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

/**
 * A flaw of the text whose row is not yet known.
 *
 * @param at offset in the text, to find the row
 * @param given offset in the bytes that were given
 * @param check the word of the vocabulary
 * @param keyword the finer word
 * @param expected what is wanted
 * @param message a sentence about it
 */
public record Spot(
    int at, long given, String check, String keyword, String expected, String message) {
  /** The flaw of an item; 0 for the header. */
  public Flaw inItem(long item) {
    return Flaw.ofItem(check, keyword, expected, item, given, message);
  }

  /** The flaw of the whole. */
  public Flaw inWhole() {
    return Flaw.whole(check, keyword, expected, given, message);
  }
}
