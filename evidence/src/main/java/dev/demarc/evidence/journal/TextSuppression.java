// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.Spot;

/**
 * What journald says in a plain text that it has thrown away of one unit: the same words as a
 * {@link Suppression} of an older version. Who said it is known by the name alone, and when by a
 * time that may have no year.
 *
 * @param unit whose lines, empty when the words name none; one name for all units that are too many
 * @param lines the numbers in the words, together
 * @param records how many of them
 * @param from the time of the first as it stands there
 * @param to the time of the last
 * @param spot of the first
 */
public record TextSuppression(
    String unit, long lines, long records, String from, String to, Spot spot) {
  TextSuppression and(TextSuppression next) {
    return new TextSuppression(
        unit, lines + next.lines, records + next.records, from, next.to, spot);
  }
}
