// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoBuildInfoTest {
  /** Rounds of the short fuzz; more by {@code -Ddemarc.fuzz=100000}. */
  private static final int ROUNDS = Integer.getInteger("demarc.fuzz", 2000);

  @TempDir Path scratch;

  private Optional<GoBuildInfo> read(byte[] bytes) throws IOException {
    Path file = Files.write(scratch.resolve("program"), bytes);
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      return GoBuildInfo.read(in);
    }
  }

  @Test
  void readsBothLayoutsInAllWordSizes() throws IOException {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      for (boolean wide : new boolean[] {true, false}) {
        GoBuildInfo now = read(TinyElf.inline(wide, order, "go1.26.8")).orElseThrow();
        assertThat(now.version()).isEqualTo("1.26.8");
        assertThat(now.setting("DefaultGODEBUG")).contains("containermaxprocs=0,updatemaxprocs=0");
        assertThat(now.setting("CGO_ENABLED")).contains("1");
        assertThat(now.setting("GOOS")).isEmpty();

        GoBuildInfo old = read(TinyElf.pointers(wide, order, "go1.16.3")).orElseThrow();
        assertThat(old.version()).isEqualTo("1.16.3");
        assertThat(old.lines()).isEqualTo(TinyElf.MODULES);
      }
    }
  }

  @Test
  void versionsThatAreNoReleaseAreToldApart() throws IOException {
    byte[] devel = TinyElf.inline(true, ByteOrder.LITTLE_ENDIAN, "devel go1.27-3f2a1 Mon Nov 2");
    assertThat(read(devel).orElseThrow().version()).isEqualTo("devel");
    byte[] experiment = TinyElf.inline(true, ByteOrder.LITTLE_ENDIAN, "go1.26.8 X:nogreenteagc");
    assertThat(read(experiment).orElseThrow().version()).isEqualTo("1.26.8");
    byte[] vendor = TinyElf.inline(true, ByteOrder.LITTLE_ENDIAN, "go1.26.8+vendor.1~rc2");
    assertThat(read(vendor).orElseThrow().version()).isEqualTo("1.26.8+vendor.1~rc2");
    assertThat(read(TinyElf.inline(true, ByteOrder.LITTLE_ENDIAN, "; rm -rf"))).isEmpty();
  }

  @Test
  void programsOfOtherLanguagesHaveNone() throws IOException {
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read("#!/bin/sh\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))).isEmpty();
    Path shell = Path.of("/bin/sh");
    if (Files.exists(shell)) {
      try (SeekableByteChannel in = Files.newByteChannel(shell)) {
        assertThat(GoBuildInfo.read(in)).isEmpty();
      }
    }
  }

  @Test
  void theGoCommandSaysItsOwnVersion() throws IOException {
    Optional<Path> go =
        Stream.of(System.getenv("PATH").split(":", -1))
            .map(folder -> Path.of(folder, "go"))
            .filter(Files::isExecutable)
            .findFirst();
    if (go.isEmpty()) {
      abort("no go command on PATH");
    }
    try (SeekableByteChannel in = Files.newByteChannel(go.orElseThrow())) {
      GoBuildInfo info = GoBuildInfo.read(in).orElseThrow();
      assertThat(info.version()).matches("1\\.\\d+.*|devel");
      assertThat(info.setting("GOOS")).contains("linux");
    }
  }

  @Test
  void cutAndFlippedFilesGiveAnAnswer() throws IOException {
    byte[] inline = TinyElf.inline(true, ByteOrder.LITTLE_ENDIAN, "go1.26.8");
    byte[] pointers = TinyElf.pointers(false, ByteOrder.BIG_ENDIAN, "go1.16.3");
    int read = 0;
    for (byte[] whole : List.of(inline, pointers)) {
      for (int length = 0; length < whole.length; length += 7) {
        read += read(Arrays.copyOf(whole, length)).isPresent() ? 1 : 0;
      }
    }
    assertThat(read).as("cut before the tables").isLessThan(200);
    Random random = new Random(4711);
    int survived = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] flipped = (round % 2 == 0 ? inline : pointers).clone();
      for (int i = 0; i < 1 + round % 8; i++) {
        // the head and the tables are what leads a reader astray
        int at = random.nextInt(3) == 0 ? random.nextInt(flipped.length) : random.nextInt(128);
        flipped[at] ^= (byte) (1 << random.nextInt(8));
      }
      survived += read(flipped).isPresent() ? 1 : 0;
    }
    assertThat(survived).as("of " + ROUNDS + " flipped ones still read").isPositive();
  }
}
