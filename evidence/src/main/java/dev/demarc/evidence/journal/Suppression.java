// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.Spot;
import java.time.Instant;

/**
 * What journald says that it has thrown away of one unit, because it logged too fast: records with
 * MESSAGE_ID a596d6fe7bfa4994828e72309e95d61e and N_DROPPED, and those of older versions or of an
 * export of fewer fields, which only say it in words.
 *
 * @param unit whose lines, empty when the records do not say; one name for all units that are too
 *     many
 * @param lines N_DROPPED of all records together, or the number in their words
 * @param records how many of them
 * @param from when the first of them was written, which is after the lines were lost
 * @param to when the last was
 * @param spot of the first
 */
public record Suppression(
    String unit, long lines, long records, Instant from, Instant to, Spot spot) {}
