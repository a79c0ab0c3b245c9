// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces that are cut, damaged or made up: no exception, no hang, and few facts. */
class HostileTraceTest {
  private static final Path CAPTURES = Path.of("src/test/captures/strace");
  private static final int ROUNDS = Integer.getInteger("demarc.fuzz.rounds", 200);
  private static final long SEED = Long.getLong("demarc.fuzz.seed", 20261124);

  /** What fuzzing puts in, beside random bytes: words that the reader looks for. */
  private static final List<String> WORDS =
      List.of(
          "<unfinished ...>",
          "<... accept4 resumed>",
          ") = -1 EBADF (Bad file descriptor)",
          " = ?",
          "4711 ",
          "[pid 1] ",
          "12:00:00.000001 ",
          "1795419812.883923 ",
          "     0.000472 ",
          " > ",
          "execve(\"/x\", [\"x\"], 0x7ff /* 5 vars */) = 0\n",
          "clone(child_stack=NULL, flags=",
          "CLONE_FILES|CLONE_THREAD",
          "close(3) = 0\n",
          "close_range(0, 4294967295, 0) = 0\n",
          "--- SIGUSR2 {si_signo=SIGUSR2} ---\n",
          "+++ exited with 0 +++\n",
          "(_cgo_0_Cfunc_f+0x1)",
          "+++ superseded by execve in pid 2 +++\n",
          "<TCP:[127.0.0.1:1->",
          "<0.000123>",
          "\n",
          "\"",
          "fcntl(3, F_DUPFD, 0) = 999999999\n",
          "pipe2([3<, 4<",
          "accept4(3<TCP:[1.1.1.1:1]>, ");

  @TempDir Path scratch;
  private int reads;
  private int facts;
  private int problems;

  private void read(byte[] bytes) throws IOException {
    Path file = scratch.resolve("hostile.strace");
    Files.write(file, bytes);
    StraceReader reader = new StraceReader();
    reader.recognises(Arrays.copyOf(bytes, Math.min(bytes.length, CaptureFile.HEAD)));
    Read read = reader.read(new CaptureFile("hostile.strace", file));
    reads++;
    facts += read.facts().size();
    problems += read.problems().size();
  }

  private static List<Path> captures() throws IOException {
    try (Stream<Path> all = Files.list(CAPTURES)) {
      return all.filter(path -> path.toString().endsWith(".strace")).sorted().toList();
    }
  }

  private void say(String what) {
    System.out.printf(
        "strace, %s: %d inputs, %d facts, %d problems, seed %d%n",
        what, reads, facts, problems, SEED);
    assertThat(reads).isPositive();
  }

  @Test
  void cutAtEveryThousandthByte() throws IOException {
    for (Path capture : captures()) {
      byte[] whole = Files.readAllBytes(capture);
      for (int at = 0; at < whole.length; at += 1_000) {
        read(Arrays.copyOf(whole, at));
      }
    }
    say("cut");
  }

  @Test
  void flippedBits() throws IOException {
    Random random = new Random(SEED);
    for (Path capture : captures()) {
      byte[] whole = Files.readAllBytes(capture);
      for (int round = 0; round < 10; round++) {
        byte[] damaged = whole.clone();
        for (int flip = 0; flip < Math.max(1, whole.length / 200); flip++) {
          damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        read(damaged);
      }
    }
    say("flipped");
  }

  @Test
  void fuzzed() throws IOException {
    Random random = new Random(SEED);
    List<Path> captures = captures();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] whole = Files.readAllBytes(captures.get(random.nextInt(captures.size())));
      StringBuilder text = new StringBuilder();
      String seed = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1);
      for (int piece = 0; piece < 200; piece++) {
        int from = random.nextInt(seed.length());
        text.append(seed, from, Math.min(seed.length(), from + random.nextInt(120)));
        text.append(WORDS.get(random.nextInt(WORDS.size())));
        if (random.nextInt(8) == 0) {
          text.append((char) random.nextInt(256));
        }
      }
      read(text.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    say("fuzzed");
  }

  @Test
  void longLinesManyThreadsAndManyNumbersStayBounded() throws IOException {
    StringBuilder text = new StringBuilder("x".repeat(3 << 20)).append('\n');
    for (int i = 1; i < 200_000; i++) {
      text.append(i).append(" openat(AT_FDCWD, \"/a\", O_RDONLY) = ").append(i).append('\n');
      text.append(i).append(" clone(flags=CLONE_VM <unfinished ...>\n");
    }
    long before = System.nanoTime();
    read(text.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(60));
    assertThat(problems).isPositive();
    say("bounded");
  }
}
