// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeTest {
  @Test
  void echo(@TempDir Path folder) {
    for (Setup setup : new Setup[] {Setup.ofHost(), Setup.ofHost().withoutCgroups()}) {
      long a = System.nanoTime();
      try (Boundary boundary =
          Boundaries.open(
              Sample.shell("cat; echo $TMPDIR; id -u >&2")
                  .pids(10)
                  .memory(32 << 20)
                  .contract(folder),
              folder,
              setup)) {
        System.err.println("open " + (System.nanoTime() - a) / 1000);
        boundary.controls().forEach(System.err::println);
        System.err.println(boundary.level());
        Run run = boundary.call("hello\n".getBytes(StandardCharsets.UTF_8));
        System.err.println(
            run
                + " "
                + new String(run.stdout(), StandardCharsets.UTF_8)
                + new String(run.stderr(), StandardCharsets.UTF_8));
        assertThat(run.outcome()).isEqualTo(Outcome.OK);
        long b = System.nanoTime();
        for (int i = 0; i < 200; i++) {
          boundary.call("hello\n".getBytes(StandardCharsets.UTF_8));
        }
        System.err.println("call " + (System.nanoTime() - b) / 200000);
        a = System.nanoTime();
      }
      System.err.println("close " + (System.nanoTime() - a) / 1000);
    }
  }
}
