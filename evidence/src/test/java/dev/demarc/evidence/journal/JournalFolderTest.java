// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a journal says in one look what its files say one by one. */
class JournalFolderTest {
  private static final Path SECOND = Captures.HOME.resolve("looks/second");
  private static final String MACHINE = "0123456789abcdef0123456789abcdef";

  @TempDir Path journal;
  private Path machine;

  @BeforeEach
  void copy() throws IOException {
    machine = Files.createDirectory(journal.resolve(MACHINE));
    for (Path file : files(SECOND.resolve(MACHINE))) {
      Files.copy(file, machine.resolve(file.getFileName()));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<JournalFile> look(Path folder) {
    JournalFolder.Look look = JournalFolder.look(new CaptureFile("journal", folder));
    assertThat(look.read().problems()).isEmpty();
    return look.read().facts().stream().map(JournalFile.class::cast).toList();
  }

  @Test
  void everyHeaderIsReadFromAboveAndFromTheFolderOfTheMachine() {
    for (Path folder : List.of(journal, machine)) {
      assertThat(JournalFolder.is(folder)).isTrue();
      assertThat(look(folder))
          .hasSize(2)
          .allMatch(file -> file.isAmongAll() && file.tail().isPresent())
          .anySatisfy(file -> {
            assertThat(file.name()).isEqualTo("system.journal");
            assertThat(file.tail()).hasValue(88);
          });
    }
  }

  @Test
  void folderWithAnythingElseIsNoneSoThatNothingIsPassedOver() throws IOException {
    Files.createDirectory(journal.resolve("remote"));
    Files.writeString(machine.resolve("fss"), "");
    assertThat(JournalFolder.is(journal)).isTrue();
    Files.createDirectory(journal.resolve("lost+found")); // of a mount of its own
    Files.createDirectory(journal.resolve(".snapshots"));
    Files.writeString(machine.resolve(".nfs000000000000a1b2"), "");
    assertThat(JournalFolder.is(journal)).isTrue();
    assertThat(look(journal)).hasSize(2);
    Files.writeString(journal.resolve("positions.yaml"), "positions:\n");
    assertThat(JournalFolder.is(journal)).isFalse();
    assertThat(JournalFolder.is(machine)).isTrue();
    Files.writeString(machine.resolve("positions.yaml"), "positions:\n");
    assertThat(JournalFolder.is(machine)).isFalse();
    assertThat(JournalFolder.is(Files.createDirectory(journal.resolve("empty")))).isFalse();
  }

  @Test
  void fileThatWasNotClosedWellCountsAndIsKnownAsThat() throws IOException {
    Files.move(machine.resolve("system.journal"), machine.resolve("system@1-2.journal~"));
    assertThat(look(journal))
        .hasSize(2)
        .anySatisfy(file -> {
          assertThat(file.isClosedWell()).isFalse();
          assertThat(file.head()).hasValue(73);
        });
  }

  @Test
  void fileThatIsNoneIsAProblemAndOneThatIsNewIsNot() throws IOException {
    Files.writeString(machine.resolve("system@3.journal"), "");
    assertThat(look(journal)).hasSize(2);
    Files.writeString(machine.resolve("user-1000.journal"), "no header\n");
    Files.write(machine.resolve("user-1001.journal"), new byte[300]);
    JournalFolder.Look look = JournalFolder.look(new CaptureFile("journal", journal));
    assertThat(look.read().facts()).hasSize(2);
    assertThat(look.read().problems())
        .extracting(Problem::file)
        .containsExactly(
            "journal/" + MACHINE + "/user-1000.journal",
            "journal/" + MACHINE + "/user-1001.journal");
    assertThat(look.files()).isEqualTo(2);
  }

  @Test
  void linkOutOfTheFolderIsNotFollowed() throws IOException {
    Path elsewhere = Files.move(machine.resolve("system.journal"), journal.resolve("x"));
    Files.createSymbolicLink(machine.resolve("system.journal"), elsewhere);
    assertThat(look(machine)).hasSize(1);
  }
}
