// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.journalgap;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.journal.Cursor;
import dev.demarc.evidence.journal.SavedCursor;
import dev.demarc.identify.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All notes of one reader, of one look or of several. */
record Positions(List<SavedCursor> saved) {
  /**
   * By reader and key; a bare cursor is of the reader that its file is of. Two looks at one file
   * are of one reader whatever its journal is, and two files that are looked at are of two readers.
   */
  static List<Positions> of(Evidence evidence) {
    Map<String, List<SavedCursor>> byKey = new LinkedHashMap<>();
    evidence
        .of(SavedCursor.class)
        .forEach(one ->
            byKey
                .computeIfAbsent(
                    one.reader()
                        + "\n"
                        + one.series()
                        + "\n"
                        + one.seen().map(_ -> one.spot().file()).orElse(one.cursor().sequence()),
                    _ -> new ArrayList<>())
                .add(one));
    return byKey.values().stream().map(Positions::new).toList();
  }

  /** Whether this run looked at it, and did not read what someone had recorded. */
  boolean isLive() {
    return saved.getFirst().seen().isPresent();
  }

  /** The farthest that it came, or where it is now. */
  SavedCursor last() {
    if (isLive()) {
      return saved.getLast();
    }
    return saved.stream().max(Comparator.comparingLong(one -> one.cursor().number())).orElseThrow();
  }

  /** Where it was first. */
  SavedCursor first() {
    if (isLive()) {
      return saved.getFirst();
    }
    return saved.stream().min(Comparator.comparingLong(one -> one.cursor().number())).orElseThrow();
  }

  Cursor cursor() {
    return last().cursor();
  }

  Subject subject() {
    Subject cursor = Subject.named("cursor", last().series());
    boolean isNamedByFile = last().key().equals(last().spot().file());
    return isLive() && !isNamedByFile ? cursor.with("file", last().spot().file()) : cursor;
  }

  /** As the beginning of a sentence. */
  String reader() {
    String words = last().reader().words();
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  Sighting sighting() {
    return sighting(last());
  }

  static Sighting sighting(SavedCursor one) {
    Cursor cursor = one.cursor();
    String text =
        one.key()
            + ": entry "
            + cursor.number()
            + " of s="
            + cursor.sequence()
            + ", "
            + cursor.at();
    return new Sighting("positions", text, one.spot());
  }
}
