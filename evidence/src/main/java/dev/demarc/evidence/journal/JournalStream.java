// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.CaptureFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A file of entries, read to its end.
 *
 * @param file where they were read from
 * @param format {@code json} or {@code export}
 * @param entries how many
 * @param unreadable how many places of the file made no sense
 * @param runs the numberings in it; an entry without a cursor is in none
 * @param suppressions by unit; what is told of more than {@link #MOST} units, as of one
 * @param filter what all entries have in common, if anything
 * @param from the time of the earliest entry, empty when none has one
 * @param to the time of the latest
 */
public record JournalStream(
    CaptureFile file,
    String format,
    long entries,
    long unreadable,
    List<JournalRun> runs,
    List<Suppression> suppressions,
    Optional<String> filter,
    Optional<Instant> from,
    Optional<Instant> to) {
  /** So many units with suppressed lines are told apart. */
  public static final int MOST = 200;

  /** What the others are called together: no name of a unit. */
  public static final String OTHERS = "units beyond the first " + MOST;

  /** Copies the lists. */
  public JournalStream {
    runs = List.copyOf(runs);
    suppressions = List.copyOf(suppressions);
  }
}
