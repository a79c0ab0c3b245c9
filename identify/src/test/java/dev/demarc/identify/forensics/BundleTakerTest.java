// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.demarc.evidence.machine.Target;
import dev.demarc.host.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is attached to a process of somebody's production goes when we go. */
class BundleTakerTest {
  @TempDir Path folder;

  private static List<ProcessHandle> tracers() {
    return ProcessHandle.current()
        .descendants()
        .filter(one -> one.info().command().orElse("").endsWith("/strace"))
        .toList();
  }

  @Test
  @Tag("slow")
  void interruptedCaptureLeavesNoTracerBehind() throws Exception {
    assumeThat(Tool.find("strace")).isPresent();
    assumeThat(Tool.find("timeout")).isPresent();
    Process watched = new ProcessBuilder("sleep", "60").start();
    try {
      BundlePlan plan =
          new BundlePlan(
              new Target.OneProcess(watched.pid()),
              Duration.ofSeconds(50),
              Duration.ofSeconds(50),
              Optional.empty(),
              true,
              Optional.empty());
      FutureTask<Boolean> capture = new FutureTask<>(() -> new BundleTaker(plan).into(folder));
      Thread thread = Thread.ofPlatform().start(capture);
      for (int i = 0; i < 100 && tracers().isEmpty(); i++) {
        Thread.sleep(50);
      }
      assumeThat(tracers()).isNotEmpty(); // a host may forbid it
      thread.interrupt();
      thread.join();
      assertThat(capture)
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .isInstanceOf(ExecutionException.class)
          .withCauseInstanceOf(InterruptedException.class);
      assertThat(tracers()).noneMatch(ProcessHandle::isAlive);
    } finally {
      watched.destroyForcibly();
    }
  }
}
