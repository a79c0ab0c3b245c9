// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import static dev.demarc.evidence.journal.Captures.fact;
import static dev.demarc.evidence.journal.Captures.facts;
import static dev.demarc.evidence.journal.Captures.truth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** Of v219, and of an export of some fields: the text alone says it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          # fields beside the message | lines
          "_TRANSPORT":"driver","SYSLOG_IDENTIFIER":"systemd-journald","_COMM":"systemd-journal" | 97
          "_TRANSPORT":"driver","SYSLOG_IDENTIFIER":"systemd-journal" | 97
          "_COMM":"systemd-journal" | 97
          "SYSLOG_IDENTIFIER":"systemd-journald" | 97
          "MESSAGE_ID":"a596d6fe7bfa4994828e72309e95d61e" | 97
          "MESSAGE_ID":"a596d6fe7bfa4994828e72309e95d61e","N_DROPPED":"98" | 98
          "_TRANSPORT":"syslog","SYSLOG_IDENTIFIER":"systemd-journald" | 0
          "SYSLOG_IDENTIFIER":"systemd-journald","_COMM":"logger" | 0
          "SYSLOG_IDENTIFIER":"web","_COMM":"systemd-journal" | 0
          "MESSAGE_ID":"ec387f577b844b8fa948f33cad9a75e6","_COMM":"systemd-journal" | 0
          "_TRANSPORT":"driver" | 0
          """)
  void suppressionInWordsCountsWhenJournaldSaysIt(String fields, long lines) throws IOException {
    String text = "Suppressed 97 messages from /system.slice/web.service";
    String json =
        "{\"__CURSOR\":\"" + cursor(1) + "\",\"MESSAGE\":\"" + text + "\"," + fields + "}\n";
    String export =
        "__CURSOR="
            + cursor(1)
            + "\nMESSAGE="
            + text
            + "\n"
            + fields.replace("\":\"", "=").replace("\",\"", "\n").replace("\"", "")
            + "\n\n";
    for (String form : List.of(json, json.replace("{", "{ "), export)) {
      assertThat(of(form).suppressions())
          .as(form)
          .extracting(Suppression::unit, Suppression::lines)
          .isEqualTo(lines == 0 ? List.of() : List.of(tuple("web.service", lines)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Suppressed messages from web.service",
        "Suppressed 0 messages from web.service",
        "Suppressed 12345678901 messages from web.service",
        "Suppressed 5 messages from web.service and more",
        "Suppressed 5 messages of web.service",
        "suppressed 5 messages from web.service"
      })
  void otherWordsAreNoSuppression(String text) throws IOException {
    String json =
        "{\"_COMM\":\"systemd-journal\",\"__CURSOR\":\""
            + cursor(1)
            + "\",\"MESSAGE\":\""
            + text
            + "\"}\n";
    assertThat(of(json).suppressions()).isEmpty();
  }

  @Test
  void suppressionOfNoUnitAndOfTooManyIsCounted() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < JournalStream.MOST + 9; i++) {
      String path = i == 0 ? "/" : "unit-" + i + ".service";
      text.append("{\"_COMM\":\"systemd-journal\",\"__CURSOR\":\"")
          .append(cursor(i + 1))
          .append("\",\"MESSAGE\":\"Suppressed 2 messages from ")
          .append(path)
          .append("\"}\n");
    }
    List<Suppression> all = of(text.toString()).suppressions();
    assertThat(all.getFirst().unit()).isEmpty();
    assertThat(all.getLast().unit()).isEqualTo(JournalStream.OTHERS);
    assertThat(all.getLast().records()).isEqualTo(9);
    assertThat(all.stream().mapToLong(Suppression::lines).sum())
        .isEqualTo(2 * (JournalStream.MOST + 9));
  }

  @Test
  void numberingsBeyondThoseThatAreKeptAreSaid() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 70; i++) {
      text.append(entry(1).replace("s=0123", String.format(Locale.ROOT, "s=%04x", i)));
    }
    Path path = Files.writeString(scratch.resolve("many.json"), text);
    Read read = new JournalReader().read(new CaptureFile("many.json", path));
    assertThat(read.facts()).filteredOn(JournalRun.class::isInstance).hasSize(64);
    assertThat(read.problems())
        .singleElement()
        .returns("too-many", Problem::problem)
        .returns("the numbers of 6 entries", Problem::lost);
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
