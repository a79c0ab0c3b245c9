// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import java.util.List;

/**
 * What the guard made of bytes: UTF-8, and where each byte came from. Bytes of a refused row may be
 * no text; {@link #spots} says where.
 *
 * @param utf8 the text
 * @param from where it begins in {@code utf8}, after a mark
 * @param offsets leads back to the given bytes
 * @param flaws about the whole
 * @param spots flaws within, in order, at most one of a kind for each physical line
 * @param markLength bytes of a byte order mark at the start, as given
 * @param malformed sequences that were replaced or dropped
 * @param droppedBytes bytes that those sequences had
 * @param foreign true when it is plainly in another charset: only good to count rows
 * @param changed true when {@code utf8} is not the given bytes
 */
public record Text(
    byte[] utf8,
    int from,
    Offsets offsets,
    List<Flaw> flaws,
    List<Spot> spots,
    int markLength,
    long malformed,
    long droppedBytes,
    boolean foreign,
    boolean changed) {
  /** Copies the lists. */
  public Text {
    flaws = List.copyOf(flaws);
    spots = List.copyOf(spots);
  }

  /** The offset in the given bytes of an offset in the text. */
  public long given(int at) {
    return offsets.given(at);
  }
}
