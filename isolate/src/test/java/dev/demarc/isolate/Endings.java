// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Every run ends, with all that it has started: by its clock, by a signal, or by a kill. */
interface Endings extends Isolated {
  @Test
  default void timeOutEndsTheWholeRun() {
    Run run = run(Sample.shell("sleep 61 & sleep 61; echo no").timeout(Duration.ofMillis(200)), "");
    assertThat(run.outcome()).isEqualTo(Outcome.TO);
    assertThat(run.exit()).isEqualTo(new Exit.Signal(15, true));
    assertThat(run.stopTook()).isPositive();
    assertThat(run.breaches()).isEmpty();
  }

  @Test
  default void whoIgnoresTheStopSignalIsKilledAndTold() {
    Run run =
        run(
            Sample.shell("trap '' TERM; echo up; while :; do sleep 60; done")
                .idle(Duration.ofMillis(200)) // begins when the trap is set
                .within(Duration.ofMillis(200)),
            "");
    assertThat(run.outcome()).isEqualTo(Outcome.TO);
    assertThat(run.exit()).isEqualTo(new Exit.Signal(9, true));
    assertThat(run.breaches()).extracting(Run.RunBreach::check).containsExactly("lifecycle/stop");
  }

  @Test
  default void whoHasStoppedItselfIsEndedToo() {
    Run run =
        run(Sample.shell("echo up; kill -STOP $$; sleep 61").idle(Duration.ofMillis(200)), "");
    assertThat(run.outcome()).isEqualTo(Outcome.TO);
    assertThat(run.exit()).isEqualTo(new Exit.Signal(15, true));
  }

  @Test
  default void childThatOutlivesItsParentIsABreachAndKilled() {
    Run run = run(Sample.shell("sleep 61 & echo done"), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("done\n");
    assertThat(run.breaches())
        .extracting(Run.RunBreach::check)
        .containsExactly("lifecycle/orphans");
    assertThat(run.leftBehind()).isEmpty();
  }

  @Test
  default void doubleForkWithOwnSessionThatIgnoresSignalsDoesNotEscape() {
    String daemon = "(setsid sh -c 'trap \"\" TERM HUP INT; sleep 61; sleep 61' &) ; echo done";
    Run run = run(Sample.shell(daemon), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("done\n");
    assertThat(run.breaches())
        .extracting(Run.RunBreach::check)
        .containsExactly("lifecycle/orphans");
    assertThat(run.leftBehind()).isEmpty();
  }

  @Test
  default void orphanThatFloodsTheOutputIsStopped() {
    Run run = run(Sample.shell("echo start; yes & exit 0").output(1 << 20, 1000), "");
    assertThat(run.outcome()).isIn(Outcome.OK, Outcome.OL);
    assertThat(run.stdout()).hasSizeLessThanOrEqualTo(1 << 20);
    assertThat(run.leftBehind()).isEmpty();
  }

  @Test
  default void silenceBeforeTheFirstByteAndBetweenBytesIsTimed() {
    Duration time = Duration.ofMillis(200);
    assertThat(run(Sample.shell("sleep 61").firstByte(time), "").outcome()).isEqualTo(Outcome.TO);
    Run stuck = run(Sample.shell("echo one; sleep 61").idle(time), "");
    assertThat(stuck.outcome()).isEqualTo(Outcome.TO);
    assertThat(stuck.stdout()).asString(UTF_8).isEqualTo("one\n");
  }

  @Test
  default void liveRunIsStoppedByTheSignalOfTheContract() {
    Sample sample =
        Sample.shell("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.02; done");
    try (Boundary boundary = open(sample);
        Boundary.LiveRun live = boundary.start("ignored".getBytes(UTF_8))) {
      assertThat(live.pid()).isPositive();
      awaitTrap(live.pid());
      Run run = live.stop();
      assertThat(run.outcome()).isEqualTo(Outcome.OK);
      assertThat(run.exit()).isEqualTo(new Exit.Code(0));
      assertThat(run.stdout()).asString(UTF_8).isEqualTo("up\nbye\n");
      assertThat(run.stopTook()).isPositive();
      assertThat(run.breaches()).isEmpty();
    }
  }

  @Test
  default void liveRunThatIgnoresTheStopIsKilledAndTold() {
    Sample sample = Sample.shell("trap '' TERM; read x; sleep 61").within(Duration.ofMillis(200));
    try (Boundary boundary = open(sample);
        Boundary.LiveRun live = boundary.start("line\n".getBytes(UTF_8))) {
      awaitTrap(live.pid());
      Run run = live.stop();
      assertThat(run.breaches()).extracting(Run.RunBreach::check).containsExactly("lifecycle/stop");
      assertThat(run.exit()).isEqualTo(new Exit.Signal(9, true));
    }
  }

  @Test
  default void closingTheBoundaryEndsWhatRuns() throws Exception {
    Boundary boundary = open(Sample.shell("setsid sleep 61 & sleep 61"));
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      List<Future<Run>> calls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        calls.add(pool.submit(() -> boundary.call(new byte[0])));
      }
      IsolationTest.pause(Duration.ofMillis(300));
      boundary.close();
      for (Future<Run> call : calls) {
        assertThat(call.get().outcome()).isEqualTo(Outcome.CC);
      }
      assertThat(boundary.call(new byte[0]).outcome()).isEqualTo(Outcome.CC);
    }
  }

  /** Waits until a process catches or ignores SIGTERM: then its script is past its trap. */
  private static void awaitTrap(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      boolean trapped =
          IsolationTest.read(status)
              .lines()
              .filter(line -> line.startsWith("SigCgt:") || line.startsWith("SigIgn:"))
              .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
              .anyMatch(mask -> (mask & (1L << 14)) != 0);
      if (trapped) {
        return;
      }
      IsolationTest.pause(Duration.ofMillis(5));
    }
    throw new AssertionError("process " + pid + " never set its trap");
  }
}
