// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.Spot;

/**
 * How far a reader of the journal has come, by its own notes.
 *
 * @param reader whose notes: Promtail, Alloy, or the program that {@code key} names
 * @param key the name of the position: {@code cursor-journal}
 */
public record SavedCursor(Reader reader, String key, Cursor cursor, Spot spot) {
  /** What the looks at one position have in common: of a file its name without numbers. */
  public String series() {
    return reader == Reader.FILE ? key.replaceAll("[-_.]?\\d+", "") : key;
  }

  /** Who keeps the cursor. */
  public enum Reader {
    /** Promtail: {@code cursor-JOB}, written every 10 s, max_age 7 h. */
    PROMTAIL("Promtail"),
    /** Alloy's loki.source.journal: {@code cursor-COMPONENT}, the same figures. */
    ALLOY("Alloy"),
    /** journalctl --cursor-file, systemd-journal-upload, imjournal, or any file with a cursor. */
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
        run.spot());
  }
}
