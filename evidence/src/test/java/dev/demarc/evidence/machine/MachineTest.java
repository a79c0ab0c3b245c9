// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not there is told apart from what cannot be read, in any language of the system. */
class MachineTest {
  @TempDir Path root;

  private final Snapshot.Builder into = Snapshot.at(Instant.EPOCH);

  @Test
  void aFileIsCopiedWhateverItsLength() throws IOException {
    for (int length : new int[] {0, 1, 8191, 8192, 8193, 100_000}) {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) 'x');
      Files.write(root.resolve("file" + length), bytes);
      assertThat(new Machine(root).copy("file" + length, into)).hasValue(bytes);
    }
    assertThat(into.build().refused()).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsCutAndThatIsSaid() throws IOException {
    for (int more : new int[] {0, 1}) {
      String name = "proc-net-udp" + more;
      try (RandomAccessFile sparse = new RandomAccessFile(root.resolve(name).toFile(), "rw")) {
        sparse.setLength(Machine.LARGEST + more);
      }
      assertThat(new Machine(root).read(name, into).orElseThrow()).hasSize(Machine.LARGEST);
      assertThat(new Machine(root).copy(name, into).orElseThrow()).hasSize(Machine.LARGEST);
    }
    Snapshot snapshot = into.build();
    assertThat(snapshot.cut()).containsExactly("proc-net-udp1");
    Watch watch = new Watch("host", "host", new TreeSet<>(), List.of(snapshot, snapshot));
    assertThat(watch.cut()).containsExactly("proc-net-udp1");
    try (RandomAccessFile file =
        new RandomAccessFile(root.resolve("proc-net-udp1").toFile(), "rw")) {
      file.setLength(1);
    }
    new Machine(root).copyAgain("proc-net-udp1", into);
    assertThat(into.build().cut()).isEmpty();
  }

  @Test
  void aFileIsCopiedOnceUnlessItIsWantedAnew() throws IOException {
    Machine machine = new Machine(root);
    Path file = Files.writeString(root.resolve("file"), "before");
    machine.copy("file", into);
    Files.writeString(file, "after");
    assertThat(machine.copy("file", into)).hasValue("before".getBytes(ISO_8859_1));
    machine.copyAgain("file", into);
    assertThat(into.build().text("file")).hasValue("after");
    Files.delete(file);
    machine.copyAgain("file", into);
    assertThat(into.build().text("file")).isEmpty();
  }

  @Test
  void whatIsGoneIsNotRefused() throws IOException {
    Files.writeString(root.resolve("file"), "x");
    Machine machine = new Machine(root);
    assertThat(machine.copy("gone", into)).isEmpty();
    assertThat(machine.copy("file/below", into)).isEmpty();
    assertThat(machine.readLink("gone", into)).isEmpty();
    assertThat(machine.list("gone", into)).isEmpty();
    assertThat(into.build().refused()).isEmpty();
  }

  /** The words of an error depend on the language; that the file is still there does not. */
  @Test
  void whatIsThereAndCannotBeReadIsRefused() {
    Path unreadable = Path.of("/proc/self/mem"); // its first page is mapped for nobody
    assumeTrue(Files.exists(unreadable), "no /proc/self/mem here");
    assertThat(Machine.here().copy("proc/self/mem", into)).isEmpty();
    assertThat(into.build().isRefused("proc/self/mem")).isTrue();
  }

  @Test
  void aNameThatThisSystemCannotSpellIsRefused() {
    assertThat(new Machine(root).copy("cg/\0/cpu.max", into)).isEmpty();
    assertThat(new Machine(root).list("cg/\0", into)).isEmpty();
    assertThat(new Machine(root).readLink("cg/\0", into)).isEmpty();
    assertThat(into.build().refused()).containsExactly("cg/\0", "cg/\0/cpu.max");
  }

  @Test
  void processesAreNumbers() throws IOException {
    for (String name : new String[] {"7", "12", "1x", "self", "99999999999999999999"}) {
      Files.createDirectories(root.resolve("proc").resolve(name));
    }
    assertThat(new Machine(root).pids()).containsExactlyInAnyOrder(7L, 12L);
    Files.writeString(root.resolve("proc/7/stat"), "7", StandardCharsets.US_ASCII);
    assertThat(new Machine(root).text("proc/7/stat")).hasValue("7");
  }
}
