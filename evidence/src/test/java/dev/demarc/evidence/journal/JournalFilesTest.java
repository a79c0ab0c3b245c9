// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import static dev.demarc.evidence.journal.Captures.fact;
import static dev.demarc.evidence.journal.Captures.facts;
import static dev.demarc.evidence.journal.Captures.truth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, headers and notes of readers say the same of one journal. */
class JournalFilesTest {
  private static final String FILES = "vacuum/0123456789abcdef0123456789abcdef/";

  @TempDir Path scratch;

  @Test
  void everyViewOfTheFolderHasTheSameOldestEntry() throws IOException {
    long lost =
        truth("vacuum/truth.txt", "written after the cursor:")
            - truth("vacuum/truth.txt", "still on disk:");
    Cursor cursor = fact("vacuum/positions.yaml", SavedCursor.class).cursor();
    for (String view : List.of("ls.txt", "ls-l.txt", "header.txt")) {
      List<JournalFile> files = facts("vacuum/" + view, JournalFile.class);
      assertThat(oldest(files) - cursor.number() - 1).as(view).isEqualTo(lost);
      assertThat(files)
          .allSatisfy(file ->
              assertThat(file.sequence().orElse(cursor.sequence())).isEqualTo(cursor.sequence()));
    }
    try (Stream<Path> files = Files.list(Captures.HOME.resolve(FILES))) {
      for (Path file : files.toList()) {
        List<JournalFile> own = facts(FILES + file.getFileName(), JournalFile.class);
        assertThat(oldest(own) - cursor.number() - 1).isEqualTo(lost);
        assertThat(own.getFirst().tail()).isPresent();
        assertThat(own).allMatch(JournalFile::isAmongAll);
      }
    }
  }

  @Test
  void readerThatStoodStillLostWhatTheNumbersSay() throws IOException {
    long lost =
        truth("stopped/truth.txt", "written after it stopped:")
            - truth("stopped/truth.txt", "still on disk:");
    SavedCursor one = fact("stopped/imjournal-1.state", SavedCursor.class);
    SavedCursor other = fact("stopped/imjournal-2.state", SavedCursor.class);
    assertThat(other.cursor()).isEqualTo(one.cursor());
    assertThat(other.series()).isEqualTo(one.series());
    assertThat(oldest(facts("stopped/ls-l.txt", JournalFile.class)) - one.cursor().number() - 1)
        .isEqualTo(lost);
  }

  private static long oldest(List<JournalFile> files) {
    return files.stream().flatMapToLong(file -> file.head().stream()).min().orElseThrow();
  }

  @Test
  void headerInTheFileEqualsWhatJournalctlPrintsOfIt() throws IOException {
    for (JournalFile printed : facts("vacuum/header.txt", JournalFile.class)) {
      JournalFile read = fact(FILES + printed.name(), JournalFile.class);
      assertThat(List.of(read.head(), read.tail(), read.headAt(), read.tailAt(), read.entries()))
          .isEqualTo(
              List.of(
                  printed.head(),
                  printed.tail(),
                  printed.headAt(),
                  printed.tailAt(),
                  printed.entries()));
    }
  }

  @Test
  void bareCursorIsOfWhoeverItsFileIsNamedAfter() throws IOException {
    assertThat(fact("looks/imjournal.state", SavedCursor.class).reader())
        .isEqualTo(SavedCursor.Reader.RSYSLOG);
    assertThat(fact("looks/checkpoint.txt", SavedCursor.class).reader())
        .isEqualTo(SavedCursor.Reader.VECTOR);
    assertThat(fact("looks/cursor-file", SavedCursor.class).reader())
        .isEqualTo(SavedCursor.Reader.FILE);
  }

  @Test
  void endOfALongerCursorBehindAShorterOneIsNoPartOfIt() throws IOException {
    String cursor = Files.readString(Captures.HOME.resolve("looks/checkpoint.txt"));
    Path over = Files.writeString(scratch.resolve("checkpoint.txt"), cursor + "ec\n");
    CaptureFile file = new CaptureFile("checkpoint.txt", over);
    assertThat(new PositionsReader().recognises(file.head())).isTrue();
    assertThat(new PositionsReader().read(file).facts())
        .singleElement()
        .extracting(fact -> ((SavedCursor) fact).cursor().number())
        .isEqualTo(22L);
    Files.writeString(over, cursor + "another line\n");
    assertThat(new PositionsReader().recognises(file.head())).isFalse();
  }

  @Test
  void fileThatNothingWasWrittenToIsNone() throws IOException {
    assertThat(facts("users/header.txt", JournalFile.class))
        .extracting(JournalFile::name)
        .hasSize(3)
        .noneMatch(name -> name.equals("user-1000.journal"));
  }

  @Test
  void notesOfEveryReaderHoldTheSameCursor() throws IOException {
    List<SavedCursor> all =
        Stream.of("positions.yaml", "alloy-positions.yml", "cursor-file", "last-read.json")
            .map(name -> one("vacuum/" + name))
            .toList();
    assertThat(all).extracting(SavedCursor::cursor).containsOnly(all.getFirst().cursor());
    assertThat(all)
        .extracting(SavedCursor::reader)
        .containsExactly(
            SavedCursor.Reader.PROMTAIL,
            SavedCursor.Reader.ALLOY,
            SavedCursor.Reader.FILE,
            SavedCursor.Reader.ENTRY);
    assertThat(all.get(1).key()).isEqualTo("cursor-loki.source.journal.read");
  }

  private static SavedCursor one(String path) {
    try {
      return fact(path, SavedCursor.class);
    } catch (IOException reason) {
      throw new java.io.UncheckedIOException(reason);
    }
  }

  @Test
  void commandThatNamesAJournalFileIsNoListing() throws IOException {
    Path script = scratch.resolve("s.sh");
    Files.writeString(script, "journalctl --file /var/log/journal/x/system.journal -o json\n");
    assertThat(new ListingReader().recognises(new CaptureFile("s.sh", script).head())).isFalse();
  }
}
