// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.demarc.host.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that cannot be read, as the user of the command meets them. */
class IdentifyInputTest {
  @TempDir Path folder;

  @Test
  void namedFileThatIsNotReadIsUndecidedAndOneAmongOthersIsNot() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("x.go").toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    Shell.Answer one = new Shell(folder).run("identify", "x.go");
    assertThat(one.exit()).isEqualTo(3);
    assertThat(one.out()).contains("x.go  too-large: 1073741824 bytes");
    assertThat(new Shell(folder).run("identify").exit()).isZero();
    assertThat(new Shell(folder).run("identify", "--strict").exit()).isEqualTo(3);
  }

  @Test
  void folderWithNothingToReadPassesAndSaysThatItReadNothing() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "hello\n");
    Shell.Answer answer = new Shell(folder).run("identify");
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("nothing to look at: ");
  }

  @Test
  void namedPipeIsRefusedAndNotWaitedFor() throws Exception {
    assumeThat(Tool.find("mkfifo")).isPresent();
    Path pipe = folder.resolve("x.go");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Shell.Answer answer = new Shell(folder).run("identify", "x.go");
    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.err()).contains("x.go: is neither a folder nor a file");
  }

  @Test
  void settingsOfAGigabyteAreAnErrorOfUse() throws IOException {
    Path settings = folder.resolve(".demarc.yaml");
    try (RandomAccessFile file = new RandomAccessFile(settings.toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    Files.writeString(folder.resolve("a.go"), "package a\n");
    Shell.Answer answer = new Shell(folder).run("identify");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains(".demarc.yaml: is larger than 4 MB");
  }
}
