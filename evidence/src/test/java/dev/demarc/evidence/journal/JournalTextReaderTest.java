// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.text.Damaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of journald in every form of text, and the same words of others. */
class JournalTextReaderTest {
  private static final Path TEXT = Captures.HOME.resolve("text");
  private static final String OTHERS = "Nov 24 20:00:19 host1 web[4729]: request served\n";

  @TempDir Path folder;

  private final JournalTextReader reader = new JournalTextReader();

  private CaptureFile file(String text) throws IOException {
    return new CaptureFile(
        "journal.txt", Files.writeString(folder.resolve("journal.txt"), text, ISO_8859_1));
  }

  private static List<TextSuppression> facts(Read read) {
    return read.facts().stream().map(TextSuppression.class::cast).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short.txt",
        "short-full.txt",
        "short-iso.txt",
        "short-precise.txt",
        "short-unix.txt",
        "short-monotonic.txt",
        "with-unit.txt",
        "no-hostname.txt",
        "messages"
      })
  void everyFormSaysWhatTheExportSays(String name) throws IOException {
    CaptureFile file = new CaptureFile(name, TEXT.resolve(name));
    assertThat(reader.recognises(file.head())).isTrue();
    Read read = reader.read(file);
    assertThat(read.problems()).isEmpty();
    JournalStream exported = Captures.fact("text/journald.json", JournalStream.class);
    assertThat(facts(read))
        .extracting(TextSuppression::unit, TextSuppression::lines, one -> one.spot().line())
        .containsExactly(
            tuple(
                exported.suppressions().get(0).unit(), exported.suppressions().get(0).lines(), 73),
            tuple(
                exported.suppressions().get(1).unit(), exported.suppressions().get(1).lines(), 77));
  }

  @ParameterizedTest
  @ValueSource(strings = {"short-iso.txt", "short-unix.txt"})
  void formsWithDateAndZoneHaveATime(String name) throws IOException {
    JournalStream exported = Captures.fact("text/journald.json", JournalStream.class);
    TextSuppression first =
        facts(reader.read(new CaptureFile(name, TEXT.resolve(name)))).getFirst();
    assertThat(first.spot().at().orElseThrow().getEpochSecond())
        .isEqualTo(exported.suppressions().getFirst().from().getEpochSecond());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Apr  1 10:00:00 h systemd-journal[98]: Suppressed 1174 messages from /system.slice/web.service",
        "Apr  1 10:00:00 h journal: Suppressed 1174 messages from /system.slice/web.service",
        "Apr  1 10:00:00 h systemd-journald@ns.service[98]: Suppressed 1174 messages from web.service",
        "Apr  1 10:00:00 h systemd-journald[98]: Suppressed 1174 messages from web.service\r",
      })
  void olderAndOtherNamesOfJournaldCount(String line) throws IOException {
    CaptureFile file = file(OTHERS + line + "\n" + line + "\n");
    assertThat(reader.recognises(file.head())).isTrue();
    assertThat(facts(reader.read(file)))
        .extracting(TextSuppression::unit, TextSuppression::lines, TextSuppression::records)
        .containsExactly(tuple("web.service", 2348L, 2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nov 24 20:00:22 h web[3544]: Suppressed 12 messages from cron.service",
        "Nov 24 20:00:22 h web[3544]: systemd-journald[1]: Suppressed 12 messages from cron.service",
        "Nov 24 20:00:22 h my-systemd-journald[7]: Suppressed 12 messages from cron.service",
        "Nov 24 20:00:22 h journal[78]: Suppressed 9 messages from /system.slice/cron.service",
        "Nov 24 20:00:22 h journal: Suppressed 9 messages from cron.service",
        "Nov 24 20:00:22 h systemd-journald[3328]: Suppressed 0 messages from cron.service",
        "Nov 24 20:00:22 h systemd-journald[3328]: Suppressed 9 messages from cron.service and more",
        "Nov 24 20:00:22 h systemd-journald[3328]: Missed 3 kernel messages",
        "    systemd-journald[3328]: Suppressed 9 messages from cron.service",
      })
  void sameWordsOfOthersDoNot(String line) throws IOException {
    CaptureFile file = file(OTHERS + line + "\n");
    assertThat(reader.recognises(file.head())).isFalse();
    assertThat(reader.read(file).facts()).isEmpty();
  }

  @Test
  void longTextIsReadToItsEnd() throws IOException {
    String said =
        "Nov 24 20:00:22 host1 systemd-journald[1]: Suppressed 7 messages from x.service\n";
    CaptureFile long1 = file(OTHERS.repeat(6000) + said);
    assertThat(reader.recognises(long1.head())).isTrue();
    assertThat(facts(reader.read(long1)).getFirst().spot().line()).isEqualTo(6001);
    CaptureFile none = file(OTHERS.repeat(6000));
    assertThat(reader.recognises(none.head())).isTrue();
    assertThat(reader.read(none).problems())
        .extracting(Problem::problem)
        .containsExactly(CaptureReader.UNKNOWN);
    CaptureFile kernel = file("Nov 24 20:00:19 host1 kernel: eth0: link up\n".repeat(7000));
    assertThat(reader.recognises(kernel.head())).isTrue();
    assertThat(reader.read(kernel).problems()).isEmpty();
  }

  @Test
  void unitsThatAreTooManyAreOne() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < JournalStream.MOST + 5; i++) {
      text.append("Nov 24 20:00:22 h systemd-journald[1]: Suppressed 2 messages from u")
          .append(i)
          .append(".service\n");
    }
    var read = reader.read(file(text.toString()));
    List<TextSuppression> all = facts(read);
    assertThat(read.problems()).extracting(Problem::problem).containsExactly("too-many");
    assertThat(all).hasSize(JournalStream.MOST + 1);
    assertThat(all.getLast().unit()).isEqualTo(JournalStream.OTHERS);
    assertThat(all.getLast().lines()).isEqualTo(10);
  }

  @Test
  void damageIsNoException() throws IOException {
    assertThat(Damaged.check(reader, TEXT.resolve("short-iso.txt"), folder, 20261124)).isNotEmpty();
  }

  @Test
  void lineThatNeverEndsIsCutAndSaid() throws IOException {
    CaptureFile file = file(OTHERS + "x".repeat(1 << 20) + "\n" + OTHERS);
    assertThat(reader.read(file).problems())
        .extracting(Problem::problem)
        .containsExactly("parse-degraded", CaptureReader.UNKNOWN);
  }
}
