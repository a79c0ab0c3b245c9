// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.Spot;
import java.time.Instant;

/**
 * Two entries that follow each other in one numbering, and whose numbers do not. Files of users
 * have a numbering of their own that counts on from the system's, so that their entries lie in its
 * holes.
 *
 * @param after the number before the hole
 * @param before the number behind it
 * @param from when journald received the entry before the hole
 * @param to when it received the one behind it
 * @param spot of the entry that comes second in the file
 * @param elsewhere how many of the numbers between them entries of other numberings have
 * @param damaged whether the file made no sense in between, so that the reader may have lost them
 */
public record Jump(
    long after, long before, Instant from, Instant to, Spot spot, long elsewhere, boolean damaged) {
  /** How many numbers no entry has. */
  public long missing() {
    return before - after - 1 - elsewhere;
  }
}
