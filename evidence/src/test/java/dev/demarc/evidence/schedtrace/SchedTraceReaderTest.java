// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.schedtrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.text.Damaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedTraceReaderTest {
  private static final Path CAPTURES = Path.of("src/test/captures/schedtrace");
  private final SchedTraceReader reader = new SchedTraceReader();

  @TempDir Path scratch;

  private List<SchedTrace> runs(Path path) throws IOException {
    CaptureFile file = new CaptureFile(String.valueOf(path.getFileName()), path);
    assertThat(reader.recognises(file.head())).isTrue();
    return reader.read(file).facts().stream().map(SchedTrace.class::cast).toList();
  }

  private SchedTrace run(String name) throws IOException {
    List<SchedTrace> runs = runs(CAPTURES.resolve(name));
    assertThat(runs).hasSize(1);
    return runs.getFirst();
  }

  @Test
  void aBusyProcessIsSaturatedAndAnIdleOneIsNot() throws IOException {
    for (String go : List.of("go1.22/", "go1.26/")) {
      assertThat(run(go + "saturated.txt").label()).isEqualTo("saturated");
      assertThat(run(go + "easy.txt").label()).isEqualTo("not-saturated");
      assertThat(run(go + "easy.txt").late()).isZero();
      assertThat(run(go + "tight.txt").late()).isGreaterThan(5);
      assertThat(run(go + "tight.txt").period())
          .isBetween(Duration.ofMillis(500), Duration.ofMillis(510));
      assertThat(run(go + "quota.txt").gomaxprocs()).isEqualTo(4);
      assertThat(run(go + "detail.txt").lines()).isBetween(4, 5);
    }
  }

  @Test
  void everyVersionsLineIsRead() throws IOException {
    Path file = scratch.resolve("versions.log");
    Files.writeString(
        file,
        """
        2026-11-24T12:00:00Z starting
        2026-11-24T12:00:01Z SCHED 1062ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0 idlethreads=1 runqueue=43 [3 2]
        SCHED 2004ms: gomaxprocs=2 idleprocs=0 threads=5 spinningthreads=0 needspinning=1 idlethreads=2 runqueue=24 [18 6]
        served (in 3 ms)
        SCHED 3003ms: gomaxprocs=2 idleprocs=0 threads=5 spinningthreads=0 needspinning=1 idlethreads=1 runqueue=40 [ 4 4 ] schedticks=[ 1331 1299 ]
        SCHED 4003ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=1 needspinning=0 idlethreads=1 runqueue=9 gcwaiting=false nmidlelocked=-1 stopwait=0 sysmonwait=false
          P0: status=0 schedtick=0 syscalltick=0 m=nil runqsize=2 gfreecnt=0 timerslen=0
        SCHED what?
        SCHED 12ms: gomaxprocs=8 idleprocs=8 threads=4 spinningthreads=0 idlethreads=1 runqueue=0 [0 0 0 0 0 0 0 0]
        """);
    List<SchedTrace> runs = runs(file);
    assertThat(runs).extracting(SchedTrace::lines).containsExactly(4, 1);
    assertThat(runs).extracting(SchedTrace::gomaxprocs).containsExactly(2, 8);
    assertThat(runs.getFirst().first().line()).isEqualTo(2);
    assertThat(runs.getFirst().saturation().orElseThrow())
        .isEqualTo(
            new SchedTrace.Saturation(4, 48, runs.getFirst().saturation().orElseThrow().worst()));
    assertThat(reader.read(new CaptureFile("x", file)).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.lost()).isEqualTo("1 lines"));
  }

  @Test
  void aQueueWithoutAnEndTakesNoTime() throws IOException {
    Path file = scratch.resolve("digits.log");
    String head = "SCHED 10ms: gomaxprocs=2 idleprocs=0 runqueue=1 [";
    Files.writeString(file, head + "1".repeat(10_000) + "\n" + head + " 1 1 ]\n");
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThat(reader.read(new CaptureFile("digits.log", file)).facts())
                .singleElement()
                .returns(2, fact -> ((SchedTrace) fact).lines()));
  }

  @Test
  void theRunBehindTheLastThatIsKeptIsNotLostInSilence() throws IOException {
    Path file = scratch.resolve("runs.log");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 65; i++) {
      text.append("SCHED ").append(1000 - i);
      text.append("ms: gomaxprocs=2 idleprocs=0 runqueue=1 [1 1]\n");
    }
    Files.writeString(file, text);
    Read read = reader.read(new CaptureFile("runs.log", file));
    assertThat(read.facts()).hasSize(64);
    assertThat(read.problems()).extracting("problem").containsExactly("too-many");
  }

  @Test
  void damagedTracesAreReadToTheirEnd() throws IOException {
    System.out.println(
        Damaged.check(reader, CAPTURES.resolve("go1.26/tight.txt"), scratch, 20261124));
  }
}
