// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Target;
import dev.demarc.evidence.machine.Watch;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look at a host could not take is a problem of the report. */
class SnapshotDigestTest {
  @TempDir Path root;

  @Test
  void tableThatIsTooLargeIsNotCutInSilence() throws IOException, InterruptedException {
    Path process = Files.createDirectories(root.resolve("proc/7"));
    Files.writeString(
        process.resolve("stat"),
        "7 (app) S 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 100 0 0 0 0 0 0 0 0 0 0 0 0 0\n");
    try (RandomAccessFile status = new RandomAccessFile(process.resolve("status").toFile(), "rw")) {
      status.setLength(Machine.LARGEST + 1);
    }
    Watch watch =
        new Lookout(new Machine(root), Duration.ZERO, Duration.ZERO)
            .at(new Target.OneProcess(7), "pid:7")
            .orElseThrow();
    assertThat(SnapshotDigest.problems(watch))
        .contains(
            new Problem(
                "pid:7/proc/7/status",
                0,
                "truncated",
                "more than 16777216 bytes",
                "what comes after"));
  }
}
