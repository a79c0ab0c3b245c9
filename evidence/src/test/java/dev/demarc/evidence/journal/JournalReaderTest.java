// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import static dev.demarc.evidence.journal.Captures.fact;
import static dev.demarc.evidence.journal.Captures.facts;
import static dev.demarc.evidence.journal.Captures.truth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was lost is counted exactly, in every format in which journald's entries come. */
class JournalReaderTest {
  @TempDir Path scratch;

  @Test
  void deletedFileIsExactlyTheHole() throws IOException {
    long deleted = truth("removed/truth.txt", "deleted:");
    for (String name : List.of("all.json", "all.export", "reverse.json")) {
      JournalRun run = fact("removed/" + name, JournalRun.class);
      assertThat(run.missing()).as(name).isEqualTo(deleted);
      assertThat(run.jumps()).as(name).hasSize(1);
      assertThat(run.filter()).as(name).isEmpty();
      assertThat(run.isOfAll()).as(name).isTrue();
      assertThat(run.isDense()).as(name).isTrue();
    }
    assertThat(fact("removed/reverse.json", JournalRun.class).order())
        .isEqualTo(JournalRun.Order.REVERSE);
  }

  @Test
  void holesOfOneUnitsEntriesAreKnownToBeAFilters() throws IOException {
    JournalRun run = fact("removed/web-only.json", JournalRun.class);
    assertThat(run.filter()).contains("unit web.service");
    assertThat(run.label()).isEqualTo("one-sender");
    assertThat(fact("users/user-only.json", JournalRun.class).filter()).isPresent();
  }

  /** Files of users have another numbering, which goes on with the numbers of the system's. */
  @Test
  void entriesOfUsersFillTheHolesOfTheSystem() throws IOException {
    List<JournalRun> runs = facts("users/all.json", JournalRun.class);
    assertThat(runs).hasSize(2);
    assertThat(runs).allSatisfy(run -> assertThat(run.holes()).isZero());
    assertThat(runs.getFirst().sequence()).isNotEqualTo(runs.getLast().sequence());
    assertThat(runs.getLast().first()).isGreaterThan(1);
    long entries = runs.stream().mapToLong(JournalRun::entries).sum();
    assertThat(runs.getFirst().last()).isEqualTo(entries);
  }

  @Test
  void suppressedLinesAreExact() throws IOException {
    for (String name : List.of("all.json", "all.export")) {
      JournalStream stream = fact("ratelimit/" + name, JournalStream.class);
      for (Suppression one : stream.suppressions()) {
        String unit = one.unit().replace(".service", "");
        long written = truth("ratelimit/truth.txt", unit + " written:");
        long kept = truth("ratelimit/truth.txt", unit + " written: " + written + " kept:");
        assertThat(one.lines()).as(unit).isEqualTo(written - kept);
      }
      assertThat(stream.suppressions())
          .extracting(Suppression::unit)
          .containsExactly("web.service", "api.service");
      assertThat(stream.runs().getFirst().holes()).as("suppressed lines have no number").isZero();
    }
  }

  @Test
  void everyWayToWriteAValueIsRead() throws IOException {
    for (String name :
        List.of(
            "values.json",
            "values-all.json",
            "values-pretty.json",
            "values.json-seq",
            "values.json-sse",
            "values.export")) {
      JournalStream stream = fact("values/" + name, JournalStream.class);
      assertThat(stream.entries()).as(name).isEqualTo(12);
      assertThat(stream.unreadable()).as(name).isZero();
      assertThat(stream.runs().getFirst().holes()).as(name).isZero();
    }
  }

  @Test
  void oneTextHasOneHashInEveryFormat() throws IOException {
    List<Long> export = messages("values/values.export", Integer.MAX_VALUE);
    assertThat(messages("values/values-all.json", Integer.MAX_VALUE)).isEqualTo(export);
    assertThat(messages("values/values-pretty.json", 10)).isEqualTo(export.subList(0, 10));
    assertThat(export).doesNotHaveDuplicates();
  }

  private static List<Long> messages(String path, int most) throws IOException {
    CaptureFile file = Captures.file(path);
    List<Long> all = new ArrayList<>();
    try (InputStream in = file.open()) {
      Entries entries = JournalFormat.of(file.head()).entries(new Bytes(in, _ -> {}), true);
      Entry entry = new Entry(new Senders());
      while (entries.next(entry) && all.size() < most) {
        all.add(entry.message);
      }
    }
    return all;
  }

  @Test
  void lineLongerThanTheBufferIsPassedOver() throws IOException {
    String long1 = "y".repeat(1 << 20);
    String text =
        ("{\"MESSAGE\":\""
                + long1
                + "\\\"\",\"_X\":[[1,2],\"a\",null],\"__CURSOR\":\""
                + cursor(7)
                + "\"}\n")
            + ("{\"__CURSOR\":\""
                + cursor(8)
                + "\",\"MESSAGE\":["
                + "121,".repeat(1 << 18)
                + "121]}\n")
            + ("{ \"__CURSOR\" : \"" + cursor(10) + "\", \"N\": -1.5e3, \"B\":true}\n");
    JournalStream stream = of(text);
    assertThat(stream.entries()).isEqualTo(3);
    assertThat(stream.unreadable()).isZero();
    assertThat(stream.runs().getFirst().jumps().getFirst().after()).isEqualTo(8);
    assertThat(stream.runs().getFirst().jumps().getFirst().spot().line()).isEqualTo(3);
  }

  @Test
  void brokenLineCostsItselfAndMarksTheHole() throws IOException {
    JournalStream stream =
        of(
            entry(1)
                + entry(2)
                + entry(3).substring(0, 60)
                + "\n"
                + entry(4)
                + "garbage\n"
                + entry(5));
    assertThat(stream.entries()).isEqualTo(4);
    assertThat(stream.unreadable()).isEqualTo(2);
    JournalRun run = stream.runs().getFirst();
    assertThat(run.missing()).isEqualTo(1);
    assertThat(run.jumps().getFirst().damaged()).isTrue();
  }

  @Test
  void joinedFilesAreNotInOrder() throws IOException {
    JournalStream stream = of(entry(10) + entry(11) + entry(3) + entry(4));
    assertThat(stream.runs().getFirst().label()).isEqualTo("not-in-order");
  }

  @Test
  void gzipIsReadAsWhatIsInside() throws IOException {
    Path packed = scratch.resolve("journal.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(Captures.HOME.resolve("removed/all.json"), out);
    }
    CaptureFile file = new CaptureFile("journal.gz", packed);
    JournalStream stream = (JournalStream) Captures.read(file).facts().getFirst();
    assertThat(stream.entries()).isEqualTo(fact("removed/all.json", JournalStream.class).entries());
  }

  @Test
  void noMessageLeavesTheReader() throws IOException {
    for (String name : List.of("removed/all.json", "values/values.export", "ratelimit/all.json")) {
      assertThat(Captures.read(Captures.file(name)).toString())
          .doesNotContain("line 0000", "plain text", "write.py", "Suppressed");
    }
  }

  private JournalStream of(String text) throws IOException {
    Path path = scratch.resolve("journal.json");
    Files.writeString(path, text, StandardCharsets.UTF_8);
    return (JournalStream)
        new JournalReader().read(new CaptureFile("journal.json", path)).facts().getFirst();
  }

  private static String cursor(int number) {
    return "s=0123456789abcdef0123456789abcdef;i="
        + Integer.toHexString(number)
        + ";b=0123456789abcdef0123456789abcdef;m=1;t=660ece961bc06;x=1";
  }

  private static String entry(int number) {
    return "{\"__CURSOR\":\"" + cursor(number) + "\",\"MESSAGE\":\"m\"}\n";
  }
}
