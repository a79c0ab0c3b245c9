// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.journalgap;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.journal.JournalFile;
import dev.demarc.evidence.journal.SavedCursor;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A reader and its journal at two looks of one time each: recorded ones, whose time is that of the
 * newest entry, or those of this run.
 *
 * @param positions of the reader
 * @param before the newest entry at the first look
 * @param after the newest entry at the second
 * @param between what lies between the looks
 */
record Standstill(Positions positions, End before, End after, Duration between) {
  /** Three times what Promtail and Alloy take to write their positions. */
  static final Duration LONG = Duration.ofSeconds(30);

  /** rsyslog writes its position every so many entries, when nothing else is set (imjournal). */
  private static final long PERSIST = 10;

  /**
   * The newest entry of a journal.
   *
   * @param at when journald received it
   */
  record End(long number, Instant at, Sighting sighting) {
    static Optional<End> of(List<Folder> folders, String sequence) {
      return folders.stream()
          .filter(folder -> folder.sequence().equals(sequence))
          .flatMap(folder -> folder.newest().stream())
          .max((one, other) -> Long.compare(one.tail().orElse(0), other.tail().orElse(0)))
          .flatMap(End::of);
    }

    static Optional<End> of(JournalFile file) {
      return file.tailAt().map(at -> new End(file.tail().orElse(0), at, Folder.sighting(file)));
    }
  }

  /** What the two looks of this run say of a reader whose journal was looked at with it. */
  static Optional<Judgement> ofLooks(Positions positions, Evidence evidence) {
    SavedCursor first = positions.first();
    SavedCursor last = positions.last();
    Instant from = first.seen().orElseThrow();
    Instant to = last.seen().orElseThrow();
    if (from.equals(to)) {
      return Optional.empty(); // its notes could not be read at one of the looks
    }
    if (!first.cursor().sequence().equals(last.cursor().sequence())) {
      return Optional.of(
          Judgement.not(
              positions.subject(),
              "its position moved to another numbering of entries, s=" + last.cursor().sequence(),
              positions.sighting()));
    }
    String sequence = last.cursor().sequence();
    Optional<End> before = End.of(Folder.at(from, evidence), sequence);
    Optional<End> after = End.of(Folder.at(to, evidence), sequence);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty(); // a journal that has other numbers: vacuumed-past-cursor says so
    }
    return Optional.of(
        new Standstill(positions, before.get(), after.get(), Duration.between(from, to))
            .judgement());
  }

  /** Found only where an entry that was unread at the first look still is, long enough after. */
  Judgement judgement() {
    long first = positions.first().cursor().number();
    long number = positions.cursor().number();
    if (first != number) {
      return Judgement.not(
          positions.subject(),
          "its position moved from " + first + " to " + number,
          positions.sighting());
    }
    if (after.number() <= number) {
      return Judgement.not(
          positions.subject(),
          "its position, entry " + number + ", is the newest entry",
          positions.sighting(),
          after.sighting());
    }
    if (before.number() <= number) {
      return open(
          Undecided.Reason.TOO_SHORT,
          "had read all at the first look, and "
              + words(after.number() - number)
              + " came since; whether it reads them is not known",
          longer());
    }
    if (after.number() == before.number()) {
      return open(
          Undecided.Reason.TOO_SHORT,
          "is "
              + words(after.number() - number)
              + " behind, and the journal was quiet for "
              + between.toSeconds()
              + " s; it may leave out what these are",
          longer());
    }
    if (between.compareTo(LONG) < 0) {
      return open(
          Undecided.Reason.TOO_SHORT,
          "stands at entry "
              + number
              + ", but "
              + between.toSeconds()
              + " s are less than readers take to write it down",
          longer());
    }
    return standing(number);
  }

  private Judgement standing(long number) {
    String stands =
        "stands at entry "
            + number
            + " in "
            + positions.saved().size()
            + " looks, while the journal went from "
            + before.number()
            + " to "
            + after.number()
            + " in "
            + between.toSeconds()
            + " s";
    long behind = after.number() - number;
    SavedCursor.Reader reader = positions.last().reader();
    String noted = positions.last().spot().file();
    String file = noted.matches("[A-Za-z0-9_./@-]+") ? noted : "POSITION_FILE";
    if (reader == SavedCursor.Reader.FILE) {
      return open(
          Undecided.Reason.AMBIGUOUS,
          stands + "; what runs now and then, as journalctl --cursor-file, notes it when it ends",
          new NextStep(
              "what keeps it, and when it was written", "stat " + file + "; fuser -v " + file));
    }
    if (reader == SavedCursor.Reader.RSYSLOG && before.number() - number < PERSIST) {
      return open(
          Undecided.Reason.TOO_SHORT,
          stands + "; it notes its position every " + PERSIST + " entries",
          longer());
    }
    Judgement.Found found =
        Judgement.found(
                positions.subject(),
                positions.reader()
                    + " "
                    + stands
                    + ": "
                    + behind
                    + " lines are unread, unless its matches leave them out.",
                positions.sighting())
            .with(before.sighting())
            .with(after.sighting());
    return (reader == SavedCursor.Reader.RSYSLOG
            ? found.next(
                "whether it notes its position more rarely than every 10 entries",
                "grep -rni PersistStateInterval /etc/rsyslog.conf /etc/rsyslog.d")
            : found.next(
                "whether it reads all units: with matches, only their entries move it",
                "grep -rn -A3 -E 'matches|include_|exclude_' /etc/promtail /etc/alloy /etc/vector"))
        .next(
            "what it said when it stopped",
            "journalctl -u promtail -u alloy -u vector -u rsyslog -n 200")
        .next("how long the unread lines will be kept", "journalctl --disk-usage");
  }

  private Judgement.Open open(Undecided.Reason reason, String text, NextStep next) {
    return new Judgement.Open(
        positions.subject(),
        reason,
        positions.reader() + " " + text,
        List.of(positions.sighting(), after.sighting()),
        List.of(next));
  }

  private static String words(long entries) {
    return entries == 1 ? "1 entry" : entries + " entries";
  }

  /** Two looks that are far enough apart. */
  private NextStep longer() {
    return new NextStep(
        "two looks that are farther apart",
        "sudo demarc identify /var/log/journal "
            + path(positions.last().reader())
            + " --for "
            + Math.max(60, 3 * between.toSeconds())
            + "s");
  }

  /** Where the reader keeps its position, if nothing else is set. */
  static String path(SavedCursor.Reader reader) {
    return switch (reader) {
      case PROMTAIL -> "/var/log/positions.yaml";
      case ALLOY -> "/var/lib/alloy/data/*/positions.yml";
      case RSYSLOG -> "/var/lib/rsyslog/imjournal.state";
      case VECTOR -> "/var/lib/vector/*/checkpoint.txt";
      case FILE, ENTRY -> "POSITION_FILE";
    };
  }
}
