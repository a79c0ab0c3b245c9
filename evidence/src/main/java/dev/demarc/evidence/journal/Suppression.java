// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.Spot;
import java.time.Instant;

/**
 * What journald says that it has thrown away of one unit, because it logged too fast: records with
 * MESSAGE_ID a596d6fe7bfa4994828e72309e95d61e and N_DROPPED.
 *
 * @param unit whose lines, empty when the records do not say
 * @param lines N_DROPPED of all records together
 * @param records how many of them
 * @param from when the first of them was written, which is after the lines were lost
 * @param to when the last was
 * @param spot of the first
 */
public record Suppression(
    String unit, long lines, long records, Instant from, Instant to, Spot spot) {}
