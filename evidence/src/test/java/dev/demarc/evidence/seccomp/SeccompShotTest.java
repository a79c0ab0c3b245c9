// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken of a process whose first thread is dead, and what is left where it was. */
class SeccompShotTest {
  @TempDir Path root;

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void link(String path, String target) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, Path.of(target));
  }

  private Snapshot take() {
    Snapshot.Builder into = Snapshot.at(Instant.EPOCH);
    new SeccompShot().take(new Machine(root), new TreeSet<>(List.of(7L, 9L)), into);
    return into.build();
  }

  @Test
  void takesThreadsSocketsAndNoOtherFile() throws IOException {
    write("proc/7/status", "Name:\tapp\nState:\tZ (zombie)\nSeccomp:\t3\n");
    write("proc/7/task/7/status", "Name:\tapp\nState:\tZ (zombie)\nSeccomp:\t3\n");
    write(
        "proc/7/task/8/status",
        "Name:\tapp\nState:\tS (sleeping)\nSigPnd:\t0000000000000000\nShdPnd:\t0000000000010000\nSeccomp:\t2\n");
    write(
        "proc/7/task/8/net/tcp",
        "  sl\n   0: 0100007F:52DB 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 55 2 0\n   1: 0100007F:52DC 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 56 2 0\n");
    link("proc/7/task/8/exe", "/home/ann/app");
    link("proc/7/task/8/fd/3", "socket:[55]");
    link("proc/7/task/8/fd/4", "/home/ann/canary");
    write("proc/9/status", "Name:\tb\nState:\tS (sleeping)\nSeccomp:\t0\n");
    write("proc/9/task/9/status", "Name:\tb\nState:\tS (sleeping)\n");
    Snapshot snapshot = take();
    Threads.Dead dead = Threads.Dead.of(snapshot);
    assertThat(dead.groups()).hasSize(1);
    Threads threads = dead.of(7).orElseThrow();
    assertThat(threads.living()).containsExactly(8L);
    assertThat(threads.filter()).isEqualTo(3);
    assertThat(threads.listens()).containsExactly(new Threads.Listen(0x52db, 3));
    assertThat(threads.exe()).contains("/*/app");
    assertThat(snapshot.links().toString()).doesNotContain("canary");
    assertThat(snapshot.files().keySet()).doesNotContain("proc/9/task/9/status");
  }

  @Test
  void survivesAnything() throws IOException {
    String status = "Name:\tapp\nState:\tZ (zombie)\nSigPnd:\t0000000000000100\nSeccomp:\t3\n";
    String tcp =
        "  sl\n   0: 0100007F:52DB 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 55 2 0\n";
    Random random = new Random(3);
    for (int i = 0; i < Integer.getInteger("demarc.fuzz.rounds", 300); i++) {
      Snapshot.Builder into = Snapshot.at(Instant.EPOCH);
      into.file("proc/7/status", flipped(status, random));
      into.file("proc/7/task/8/status", flipped(status.replace('Z', 'S'), random));
      into.file("proc/7/task/8/net/tcp", flipped(tcp, random));
      into.link("proc/7/task/8/fd/3", "socket:[55]");
      assertThat(Threads.Dead.of(into.build())).isNotNull();
    }
  }

  private static byte[] flipped(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int flips = random.nextInt(12); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length / 2));
  }
}
