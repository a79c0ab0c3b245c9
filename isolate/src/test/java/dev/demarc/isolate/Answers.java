// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What goes in, what comes out, and how it ended: the bytes and the exit of a run are exact. */
interface Answers extends Isolated {
  @Test
  default void answerAndFiguresOfAGoodRun() {
    Run run = run(Sample.shell("cat; echo note >&2"), "hello\n");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.exit()).isEqualTo(new Exit.Code(0));
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("hello\n");
    assertThat(run.stderr()).asString(UTF_8).isEqualTo("note\n");
    assertThat(run.usage().wall()).isPositive();
    assertThat(run.breaches()).isEmpty();
    assertThat(run.leftBehind()).isEmpty();
  }

  @Test
  default void exitCodeThatIsNotAllowed() {
    Run run = run(Sample.shell("echo why >&2; exit 3"), "");
    assertThat(run.outcome()).isEqualTo(Outcome.RE);
    assertThat(run.exit()).isEqualTo(new Exit.Code(3));
    assertThat(run.stderr()).asString(UTF_8).isEqualTo("why\n");
  }

  @Test
  default void deathBySignalIsNotTheExitCodeOfTheSameNumber() {
    Run killed = run(Sample.shell("kill -KILL $$"), "");
    Run ended = run(Sample.shell("exit 137"), "");
    assertThat(killed.exit()).isEqualTo(new Exit.Signal(9, false));
    assertThat(killed.outcome()).isEqualTo(Outcome.SG);
    assertThat(ended.exit()).isEqualTo(new Exit.Code(137));
    assertThat(ended.outcome()).isEqualTo(Outcome.RE);
  }

  @Test
  default void muchStandardErrorIsCutAndBlocksNothing() {
    Run run = run(Sample.shell("head -c 1000000 /dev/zero >&2; echo end").output(1000, 4096), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("end\n");
    assertThat(run.stderr()).hasSize(4096);
    assertThat(run.stderrTruncated()).isTrue();
  }

  @Test
  default void tenMegabytesGoThroughBothWays() {
    byte[] input = new byte[10 << 20];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) ((i * 31) >> 3);
    }
    try (Boundary boundary = open(Sample.command("cat"))) {
      Run run = boundary.call(input);
      assertThat(run.outcome()).isEqualTo(Outcome.OK);
      assertThat(run.stdout()).isEqualTo(input);
    }
  }

  @Test
  default void whoNeverReadsItsInputIsNotWaitedFor() {
    try (Boundary boundary = open(Sample.command("sleep", "0.2"))) {
      assertThat(boundary.call(new byte[50 << 20]).outcome()).isEqualTo(Outcome.OK);
    }
  }

  @Test
  default void whoClosesItsInputEarlyHasDoneNothingWrong() {
    try (Boundary boundary = open(Sample.command("head", "-c", "10"))) {
      Run run = boundary.call("0123456789".repeat(100_000).getBytes(UTF_8));
      assertThat(run.outcome()).isEqualTo(Outcome.OK);
      assertThat(run.stdout()).hasSize(10);
    }
  }

  @Test
  default void endlessOutputIsCutAtTheLimit() {
    Run run = run(Sample.command("yes").output(1 << 20, 1000), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OL);
    assertThat(run.stdout()).hasSize(1 << 20);
    assertThat(run.stdoutTruncated()).isTrue();
  }

  @Test
  default void outputOfTheLimitExactlyIsAllowed() {
    Run run = run(Sample.command("head", "-c", "100000", "/dev/zero").output(100_000, 10), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    Run over = run(Sample.command("head", "-c", "100001", "/dev/zero").output(100_000, 10), "");
    assertThat(over.outcome()).isEqualTo(Outcome.OL);
  }

  @Test
  default void standardStreamsCanBeOpenedByName() {
    Run run = run(Sample.shell("cat /dev/stdin >/dev/stdout; echo note >/dev/stderr"), "in");
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("in");
    assertThat(run.stderr()).asString(UTF_8).isEqualTo("note\n");
  }

  @Test
  default void filesCarryInputAndOutputWhereTheContractSaysSo() {
    Run run = run(Sample.command("cp", "{input}", "{output}").files(), "through a file");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("through a file");
  }

  @Test
  default void linkInsteadOfAnOutputFileLeadsNowhere() {
    Run run = run(Sample.command("ln", "-s", "/etc/passwd", "{output}").files(), "x");
    assertThat(run.stdout()).isEmpty();
  }

  @Test
  default void manyCallsAtOnceDoNotMixTheirAnswers() throws Exception {
    try (Boundary boundary = open(Sample.command("cat"));
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        String text = ("call " + i + "\n").repeat(2000);
        calls.add(() -> {
          Run run = boundary.call(text.getBytes(UTF_8));
          return run.outcome() + "" + new String(run.stdout(), UTF_8).equals(text);
        });
      }
      for (Future<String> answer : pool.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo("OKtrue");
      }
    }
  }
}
