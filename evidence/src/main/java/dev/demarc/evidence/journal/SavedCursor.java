// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.Spot;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a reader of the journal has come, by its own notes.
 *
 * @param reader whose notes: Promtail, Alloy, or the program that {@code key} names
 * @param key the name of the position: {@code cursor-journal}
 * @param seen when this run looked at the notes, if it did
 */
public record SavedCursor(
    Reader reader, String key, Cursor cursor, Optional<Instant> seen, Spot spot) {
  /** What the looks at one position have in common: of a file its name without numbers. */
  public String series() {
    return switch (reader) {
      case FILE, RSYSLOG, VECTOR -> key.replaceAll("[-_.]?\\d+", "");
      case PROMTAIL, ALLOY, ENTRY -> key;
    };
  }

  /** Who keeps the cursor. */
  public enum Reader {
    /** Promtail: {@code cursor-JOB}, written every 10 s, max_age 7 h. */
    PROMTAIL("Promtail"),
    /** Alloy's loki.source.journal: {@code cursor-COMPONENT}, the same figures. */
    ALLOY("Alloy"),
    /** rsyslog's imjournal.state, written every so many entries: PersistStateInterval, 10. */
    RSYSLOG("rsyslog"),
    /** checkpoint.txt of Vector's journald source, written with each batch that has gone on. */
    VECTOR("Vector"),
    /**
     * Any other file with a cursor. journalctl --cursor-file writes it when it ends, and
     * systemd-journal-upload when an upload does.
     */
    FILE("the reader"),
    /** The one entry of a file: {@code journalctl -n1 -o json}. */
    ENTRY("the reader");

    private final String words;

    Reader(String words) {
      this.words = words;
    }

    /** As a sentence has it. */
    public String words() {
      return words;
    }
  }

  static SavedCursor ofLastEntry(JournalRun run) {
    return new SavedCursor(
        Reader.ENTRY,
        run.file().name(),
        new Cursor(run.sequence(), run.last(), run.lastAt()),
        Optional.empty(),
        run.spot());
  }
}
