// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal and the notes of its reader on the machine itself, as a caller names them. */
class StateLooksTest {
  private static final Path LOOKS = Path.of("../evidence/src/test/captures/journal/looks");
  private static final String MACHINE = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    Path machine = Files.createDirectories(folder.resolve("journal").resolve(MACHINE));
    try (Stream<Path> files = Files.list(LOOKS.resolve("second").resolve(MACHINE))) {
      for (Path file : files.toList()) {
        Files.copy(file, machine.resolve(file.getFileName()));
      }
    }
    Files.copy(LOOKS.resolve("positions.yaml"), folder.resolve("positions.yaml"));
  }

  private String identify(String... arguments) {
    Shell.Answer answer =
        new Shell(folder)
            .run(
                Stream.concat(Stream.of("identify", "--fail-on", "never"), Stream.of(arguments))
                    .toArray(String[]::new));
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isZero();
    return answer.out();
  }

  @Test
  void folderOfAJournalIsReadFromAboveAndWithTheMachinesName() {
    for (String journal : new String[] {"journal", "journal/" + MACHINE}) {
      assertThat(identify(journal, "positions.yaml"))
          .contains("its next entry is 23, and the oldest on", "in 2 inputs")
          .contains("vacuumed-past-cursor  cursor cursor-journal");
    }
  }

  @Test
  void secondLookIsTakenWhenTheCallerSaysForHowLong() {
    assertThat(identify("positions.yaml", "journal", "--for", "20ms"))
        .contains(
            "undecided  journal-gap/reader-stalled  cursor cursor-journal, file positions.yaml")
        .contains("the journal was quiet for 0 s", "in 2 inputs");
    assertThat(
            identify("positions.yaml", "journal/" + MACHINE + "/system.journal", "--for", "20ms"))
        .contains("the journal was quiet for 0 s", "in 2 inputs");
    assertThat(identify("positions.yaml", "journal", "--for", "0")).doesNotContain("was quiet");
  }

  @Test
  void notesWithoutAJournalAreNotWaitedFor() {
    assertThat(identify("positions.yaml", "--for", "30d")).contains("in 1 input");
    assertThat(identify("journal", "--for", "30d")).contains("in 1 input");
  }

  @Test
  void journalOnAMountOfItsOwnIsLookedAtTwice() throws IOException {
    Files.createDirectory(folder.resolve("journal/lost+found"));
    assertThat(identify("journal", "positions.yaml", "--for", "20ms"))
        .contains("the journal was quiet for 0 s", "in 2 inputs");
  }

  @Test
  void folderThatIsNoJournalIsSaidWhenLooksAreAskedFor() throws IOException {
    Files.writeString(folder.resolve("journal/other.txt"), "");
    assertThat(identify("journal", "positions.yaml", "--for", "20ms"))
        .contains("journal", "holds something else than a journal too", "the two looks of --for");
    assertThat(identify("journal", "positions.yaml")).doesNotContain("something else than");
  }

  @Test
  void journalInAFolderOfCapturesIsReadWithThem() throws IOException {
    Files.move(folder.resolve("journal").resolve(MACHINE), folder.resolve(MACHINE));
    Files.delete(folder.resolve("journal"));
    assertThat(identify()).contains("its next entry is 23, and the oldest on");
  }
}
