// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NextStepTest {
  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsPastedInAShellWritesBesideAnOlderCapture() throws Exception {
    Files.writeString(folder.resolve("tls.pcap"), "the first look");
    Process shell =
        new ProcessBuilder("sh", "-c", "echo new > " + NextStep.newFile("tls", ".pcap"))
            .directory(folder.toFile())
            .start();
    assertThat(shell.waitFor()).isZero();
    assertThat(folder.resolve("tls.pcap")).hasContent("the first look");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSize(2)
          .anyMatch(name -> name.matches("tls-\\d{9,}\\.pcap"));
    }
  }
}
