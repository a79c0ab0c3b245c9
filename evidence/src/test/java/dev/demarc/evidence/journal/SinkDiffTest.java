// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import static dev.demarc.evidence.journal.Captures.fact;
import static dev.demarc.evidence.journal.Captures.truth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that did not arrive are counted, and the time of the hole is the right one. */
class SinkDiffTest {
  private static final long SEED = 20261124L;

  @TempDir Path scratch;

  @Test
  void lostLinesAreExactInEveryShape() throws IOException {
    long lost = truth("shipped/truth.txt", "not sent:");
    long together = truth("shipped/truth.txt", "of these");
    for (String name : List.of("loki.jsonl", "loki-response.json", "logcli.txt")) {
      Comparison.Made made = made(name);
      assertThat(made.missing()).as(name).isEqualTo(lost);
      assertThat(made.windows()).as(name).hasSize(1);
      assertThat(made.windows().getFirst().lines()).as(name).isEqualTo(together);
      assertThat(made.extra()).as(name).isEqualTo(1);
      assertThat(made.skewMicros()).as(name).isZero();
    }
  }

  @Test
  void linesThatRsyslogDiscardedAreExact() throws IOException {
    Comparison comparison =
        SinkDiff.compare(
            fact("forwarded/journal.json", JournalStream.class),
            fact("forwarded/sink.txt", SinkExport.class));
    assertThat(comparison).as("" + comparison).isInstanceOf(Comparison.Made.class);
    long written = truth("forwarded/truth.txt", "lines of web and api:");
    long arrived = truth("forwarded/truth.txt", "in the sink:");
    assertThat(((Comparison.Made) comparison).missing()).isEqualTo(written - arrived);
  }

  @Test
  void completeSinkMissesNothing() throws IOException {
    Comparison.Made made = made("complete.jsonl");
    assertThat(made.missing()).isZero();
    assertThat(made.arrived()).isEqualTo(made.source());
  }

  @Test
  void unitThatTheQueryLeftOutIsNotMissing() throws IOException {
    Comparison.Made made = made("loki-web.jsonl");
    assertThat(made.notSent()).isPositive();
    assertThat(made.missing()).isLessThan(truth("shipped/truth.txt", "not sent:"));
  }

  @Test
  void whatCannotBeComparedSaysWhy() throws IOException {
    assertThat(((Comparison.Impossible) compare("loki-backward.jsonl")).cause())
        .isEqualTo(Comparison.Cause.NOT_IN_ORDER);
    assertThat(((Comparison.Impossible) compare("rewritten.jsonl")).cause())
        .isEqualTo(Comparison.Cause.NOTHING_EQUAL);
  }

  /** {@code journalctl -r} of a time that is shorter than what is held at once. */
  @Test
  void journalInReverseIsNotComparedWithASinkInOrder() throws IOException {
    StringBuilder journal = new StringBuilder();
    StringBuilder sink = new StringBuilder();
    long begin = 1_700_000_000L;
    for (int i = 0; i < 20; i++) {
      String cursor =
          String.format(
              Locale.ROOT,
              "s=0123456789abcdef0123456789abcdef;i=%x;b=0123456789abcdef0123456789abcdef;m=1;t=%x;x=1",
              i + 1,
              (begin + i) * 1_000_000);
      journal.insert(0, "{\"__CURSOR\":\"" + cursor + "\",\"MESSAGE\":\"line " + i + " of it\"}\n");
      sink.append(Instant.ofEpochSecond(begin + i)).append(" line ").append(i).append(" of it\n");
    }
    Path from = Files.writeString(scratch.resolve("reverse.json"), journal);
    Path to = Files.writeString(scratch.resolve("sink.txt"), sink);
    Object stream =
        new JournalReader().read(new CaptureFile("reverse.json", from)).facts().getFirst();
    Object lines = new SinkReader().read(new CaptureFile("sink.txt", to)).facts().getFirst();
    assertThat(SinkDiff.compare((JournalStream) stream, (SinkExport) lines))
        .isInstanceOfSatisfying(
            Comparison.Impossible.class,
            no -> assertThat(no.cause()).isEqualTo(Comparison.Cause.NOT_IN_ORDER));
  }

  private static Comparison.Made made(String name) throws IOException {
    Comparison comparison = compare(name);
    assertThat(comparison).as(name + ": " + comparison).isInstanceOf(Comparison.Made.class);
    return (Comparison.Made) comparison;
  }

  private static Comparison compare(String name) throws IOException {
    return SinkDiff.compare(
        fact("shipped/journal.json", JournalStream.class),
        fact("shipped/" + name, SinkExport.class));
  }

  /** 200,000 lines, texts that come again, a sink with a clock of its own that is 3 s behind. */
  @Test
  void holeOfAMillionLinesIsFoundBehindAnotherClock() throws IOException {
    int lines = 200_000;
    Random random = new Random(SEED);
    BitSet lost = new BitSet();
    lost.set(80_000, 95_000);
    Path journal = scratch.resolve("journal.json");
    Path sink = scratch.resolve("sink.txt");
    long at = 1_795_420_507_000_000L;
    try (BufferedWriter one = Files.newBufferedWriter(journal);
        BufferedWriter other = Files.newBufferedWriter(sink)) {
      for (int i = 0; i < lines; i++) {
        at += random.nextInt(2000);
        String text = "line " + i / 3;
        one.write(
            String.format(
                Locale.ROOT,
                "{\"__CURSOR\":\"s=0123456789abcdef0123456789abcdef;i=%x;b=0;m=1;t=%x;x=1\","
                    + "\"_SYSTEMD_UNIT\":\"a.service\",\"MESSAGE\":\"%s\"}%n",
                i + 1,
                at,
                text));
        if (!lost.get(i)) {
          other.write(Times.ofMicros(at + 3_000_000 + random.nextInt(900_000)) + " " + text + "\n");
        }
      }
    }
    long began = System.nanoTime();
    Comparison comparison =
        SinkDiff.compare(
            (JournalStream) read(journal, JournalStream.class),
            (SinkExport) read(sink, SinkExport.class));
    assertThat(comparison).as("" + comparison).isInstanceOf(Comparison.Made.class);
    Comparison.Made made = (Comparison.Made) comparison;
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    assertThat(made.missing()).isBetween(14_980L, 15_020L);
    assertThat(made.windows()).hasSize(1);
    Instant middle = made.windows().getFirst().from();
    assertThat(middle).isBefore(made.windows().getFirst().to());
  }

  private static Object read(Path path, Class<?> type) throws IOException {
    return Captures.read(new CaptureFile("" + path.getFileName(), path)).facts().stream()
        .filter(type::isInstance)
        .findFirst()
        .orElseThrow();
  }
}
