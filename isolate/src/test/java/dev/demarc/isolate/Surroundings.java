// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Outcome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run finds around itself, what it may use, and what of it stays: nothing. */
interface Surroundings extends Isolated {
  @Test
  default void crashLeavesNoCoreFile() throws IOException {
    Run run = run(Sample.shell("kill -SEGV $$"), "");
    assertThat(run.exit()).isEqualTo(new Exit.Signal(11, false));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  default void cpuTimeIsLimited() {
    Run run = run(Sample.shell("while :; do :; done").cpuTime(Duration.ofMillis(300)), "");
    assertThat(run.outcome()).isEqualTo(Outcome.CT);
  }

  @Test
  default void fileSizeIsLimited() {
    Run run =
        run(
            Sample.shell("head -c 10000 /dev/zero >\"$TMPDIR/big\"; echo $?; wc -c <$TMPDIR/big")
                .fileSize(4096),
            "");
    assertThat(run.stdout()).asString(UTF_8).contains("4096").doesNotContain("10000");
  }

  @Test
  default void memoryHogIsEndedAsSuch() {
    Run run = run(Sample.command("tail", "/dev/zero").memory(48 << 20), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OM);
  }

  @Test
  default void causeOfAFailedStartIsSaidExactly() throws IOException {
    assertThat(start("missing.sh", "", "rwxr-xr-x")).contains("not found: no file ./gone.sh");
    assertThat(start("plain.sh", "#!/bin/sh\n", "rw-r--r--")).contains("not executable");
    assertThat(start("crlf.sh", "#!/bin/sh\r\necho\r\n", "rwxr-xr-x")).contains("carriage return");
    assertThat(start("bom.sh", "\ufeff#!/bin/sh\necho\n", "rwxr-xr-x")).contains("byte order mark");
    assertThat(start("lost.sh", "#!/no/such/sh\n", "rwxr-xr-x"))
        .contains("not found: interpreter /no/such/sh");
    assertThat(start("env.sh", "#!/usr/bin/env no-such-tool\n", "rwxr-xr-x"))
        .contains("interpreter no-such-tool");
    assertThat(cause(run(Sample.command("no-such-tool"), ""))).contains("in no folder of PATH");
  }

  @Test
  default void programThatIsNoProgramCannotStart() throws IOException {
    Path file = folder().resolve("broken");
    Files.write(file, new byte[] {0x7f, 'E', 'L', 'F', 9, 9, 9, 9});
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Run run = run(Sample.command("./broken"), "");
    assertThat(run.outcome()).isIn(Outcome.SF, Outcome.RE);
    assertThat(run.outcome()).isNotEqualTo(Outcome.OK);
  }

  @Test
  default void environmentHoldsOnlyWhatTheContractSays() {
    Sample sample = Sample.command("env").env(Map.of("n", "kept", "TZ", "UTC"), List.of("HOME"));
    Run run = run(sample, "");
    List<String> names =
        new String(run.stdout(), UTF_8).lines().map(line -> line.split("=", -1)[0]).toList();
    assertThat(names).containsExactlyInAnyOrder("PATH", "LC_ALL", "TMPDIR", "n", "TZ", "HOME");
    assertThat(run.stdout()).asString(UTF_8).contains("n=kept\n").contains("LC_ALL=C.UTF-8\n");
  }

  @Test
  default void noDescriptorIsInherited() {
    Run run = run(Sample.shell("for fd in /proc/self/fd/*; do echo ${fd##*/}; done"), "");
    assertThat(new String(run.stdout(), UTF_8).lines().map(Integer::parseInt).filter(fd -> fd < 10))
        .isSubsetOf(0, 1, 2, 3);
  }

  @Test
  default void signalsAreAsInANewLogin() {
    Run run = run(Sample.command("grep", "-E", "^Sig(Blk|Ign):", "/proc/self/status"), "");
    long ordinary = 0x7fffffffL; // 32 and 33 belong to the C library, which ignores them in spawn
    assertThat(new String(run.stdout(), UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> (Long.parseLong(line.split("\t", -1)[1], 16) & ordinary) == 0);
  }

  @Test
  default void temporaryFolderIsPrivateAndGoesWithTheRun() {
    Run run =
        run(Sample.shell("cd \"$TMPDIR\" && mkdir -p a/b && echo x >a/b/c && chmod 0 a; pwd"), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.leftBehind()).isEmpty();
    assertThat(Path.of(new String(run.stdout(), UTF_8).strip())).doesNotExist();
  }

  @Test
  default void descriptorsAreGivenBack() throws IOException {
    try (Boundary boundary = open(Sample.command("cat"))) {
      boundary.call(new byte[10]);
      long before = count(Path.of("/proc/self/fd"));
      for (int i = 0; i < 20; i++) {
        boundary.call(new byte[10]);
      }
      assertThat(count(Path.of("/proc/self/fd"))).isLessThanOrEqualTo(before + 2);
    }
  }

  private String start(String name, String text, String rights) throws IOException {
    Path file = folder().resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    return cause(run(Sample.command(text.isEmpty() ? "./gone.sh" : "./" + name), ""));
  }

  private static String cause(Run run) {
    assertThat(run.outcome()).isEqualTo(Outcome.SF);
    assertThat(run.exit()).isInstanceOf(Exit.NotStarted.class);
    return ((Exit.NotStarted) run.exit()).cause();
  }

  private static long count(Path directory) throws IOException {
    long count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path _ : entries) {
        count++;
      }
    }
    return count;
  }
}
