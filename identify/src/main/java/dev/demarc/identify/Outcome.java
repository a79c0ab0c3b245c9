// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import java.time.LocalDate;
import java.util.List;

/**
 * What a whole input gave, without what a walk over its folders says anyway. When no file was
 * touched since, it is the result of this run too.
 *
 * @param digest of the input, as the report says it
 * @param problems of files, not of the walk
 * @param from the first day on which the result is the same, {@code until} the last one
 */
record Outcome(
    String digest,
    int files,
    long bytes,
    List<Finding> findings,
    List<Finding> suppressed,
    List<Started> started,
    List<Problem> problems,
    int generated,
    LocalDate from,
    LocalDate until) {
  /** Whether the result is the same on this day. */
  boolean holdsOn(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(until);
  }
}
