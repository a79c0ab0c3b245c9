// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.errorlog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.text.Damaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorLogReaderTest {
  private static final long STAMP =
      ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-11-24T19:23:18Z"));

  /** Lines as loggers write them, all of one second. */
  private static final List<String> LINES =
      List.of(
          "2026/11/24 19:23:18 dial 127.0.0.1:1: connection refused",
          "2026/11/24 19:23:18.250000 dial 127.0.0.1:1: connection refused",
          "2026-11-24T19:23:18.250Z\tERROR\tapp/main.go:12\tdial\t{\"error\": \"connection refused\"}",
          "2026-11-24T20:23:18+01:00 dial: connection refused",
          "2026-11-24T20:23:18+0100 dial: ECONNREFUSED",
          "2026-11-24 19:23:18,250 ERROR dial: [Errno 111] Connection refused",
          "[2026-11-24T19:23:18Z] dial: errno=111",
          "time=2026-11-24T19:23:18.250Z level=ERROR msg=dial err=\"connection refused\"",
          "{\"time\":\"2026-11-24T19:23:18.250Z\",\"level\":\"ERROR\",\"msg\":\"dial\",\"err\":\"connection refused\"}",
          "{\"level\":\"error\",\"ts\":1795548198.250,\"msg\":\"dial\",\"error\":\"connection refused\"}",
          "{\"log\":\"2026/11/24 19:23:18 dial: connection refused\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-24T19:23:18.250Z\"}",
          "2026-11-24T19:23:18.250Z stderr F 2026/11/24 19:23:18 dial: connection refused");

  @TempDir Path scratch;

  private LoggedErrors read(String text) throws IOException {
    Path path = scratch.resolve("app.log");
    Files.writeString(path, text, ISO_8859_1);
    CaptureFile file = new CaptureFile("app.log", path);
    return (LoggedErrors) new ErrorLogReader().read(file).facts().getFirst();
  }

  private static boolean isKnown(String text) {
    return new ErrorLogReader().recognises(text.getBytes(ISO_8859_1));
  }

  private LoggedError line(String text) throws IOException {
    return read(text + "\n").lines().getFirst();
  }

  @Test
  void everyLoggerSaysWhenAndWhat() throws IOException {
    for (String text : LINES) {
      LoggedError line = line(text);
      assertThat(line.error()).as(text).contains(Errno.named("ECONNREFUSED").orElseThrow());
      assertThat(line.stamp().micros()).as(text).isIn(STAMP, STAMP + 250_000);
      assertThat(line.named(List.of("dial", "option"))).as(text).contains("dial");
      assertThat(isKnown(text)).as(text).isTrue();
    }
    Stamp klog = line("E1124 19:23:18.250000  4711 main.go:12] dial: connection refused").stamp();
    assertThat(klog).isEqualTo(new Stamp(69_798_250_000L, false, false, 1));
  }

  @Test
  void aStampSaysHowFineItIsAndWhetherItIsAMoment() throws IOException {
    assertThat(line(LINES.getFirst()).stamp()).isEqualTo(new Stamp(STAMP, true, false, 1_000_000));
    assertThat(line(LINES.get(7)).stamp()).isEqualTo(new Stamp(STAMP + 250_000, true, true, 1_000));
    // what the carrier says is a moment, and counts where the line's own words are none
    assertThat(line(LINES.getLast()).stamp().hasZone()).isTrue();
    assertThat(line(LINES.get(3)).spot().at()).contains(Instant.parse("2026-11-24T19:23:18Z"));
    assertThat(line(LINES.getFirst()).spot().at()).isEmpty();
  }

  @Test
  void aLineIsAsLongAsTheProgramWroteIt() throws IOException {
    String own = "2026/11/24 19:23:18 dial: connection refused";
    for (String text : List.of(own, LINES.get(10), LINES.get(11))) {
      assertThat(line(text).lengths()).as(text).contains(own.length() + 1);
    }
    String zap = LINES.get(2);
    assertThat(line(zap).lengths()).contains(zap.length() + 1);
  }

  @Test
  void severalErrorsAreNobodys() throws IOException {
    LoggedError both = line("2026/11/24 19:23:18 dial: connection refused (was: no route to host)");
    assertThat(both.errors())
        .extracting(Errno::name)
        .containsExactly("ECONNREFUSED", "EHOSTUNREACH");
    assertThat(both.error()).isEmpty();
    assertThat(line("2026/11/24 19:23:18 dial ECONNREFUSED: connection refused").errors())
        .hasSize(1);
  }

  @Test
  void wordsInASentenceAreNoError() throws IOException {
    assertThat(line("2026/11/24 19:23:18 the file exists already, dial went on").error()).isEmpty();
    assertThat(read("2026/11/24 19:23:18 dial: refused\n").lines()).isEmpty();
    assertThat(read("2026/11/24 19:23:18 dial: success after 3 tries\n").lines()).isEmpty();
    assertThat(line("2026/11/24 19:23:18 dial: Success").error()).contains(Errno.NONE);
    assertThat(line("2026/11/24 19:23:18 dial: errno 0").error()).contains(Errno.NONE);
    assertThat(read("2026/11/24 19:23:18 dial: errno 9999\n").lines()).isEmpty();
    assertThat(read("2026/11/24 19:23:18 EVENT: EMPTY EX EFOO_EPERM\n").lines()).isEmpty();
    // the longer text, not the one that it begins with
    assertThat(line("2026/11/24 19:23:18 open: no such device or address").errors())
        .extracting(Errno::name)
        .containsExactly("ENXIO");
    // the words that say the error name nothing
    LoggedError error = line("2026/11/24 19:23:18 call: connection refused");
    assertThat(error.named(List.of("connection", "refused"))).isEmpty();
    assertThat(line("2026/11/24 19:23:18 dial option: EPERM").named(List.of("dial", "option")))
        .isEqualTo(Optional.empty());
  }

  @Test
  void otherTextsAreNotItsOwn() {
    assertThat(isKnown("4711 13:38:19.25 connect(3) = -1 ECONNREFUSED (Connection refused)\n"))
        .isFalse();
    assertThat(isKnown("2026-11-24T13:38:19Z x connect(3) = -1 EPERM (Operation not permitted)\n"))
        .isFalse();
    assertThat(isKnown("dial: connection refused\n")).isFalse();
    assertThat(isKnown("2026/99/99 99:99:99 dial: connection refused\n")).isFalse();
    assertThat(isKnown("__CURSOR=s=1\nMESSAGE=2026/11/24 19:23:18 dial: connection refused\n"))
        .isFalse();
    assertThat(isKnown(LINES.getFirst() + "\0")).isFalse();
  }

  @Test
  void moreLinesThanAreKeptAreCounted() throws IOException {
    LoggedErrors all = read((LINES.getFirst() + "\n").repeat(ErrorLogReader.MOST + 7) + "end\n");
    assertThat(all.lines()).hasSize(ErrorLogReader.MOST);
    assertThat(all.more()).isEqualTo(7);
    assertThat(all.total()).isEqualTo(ErrorLogReader.MOST + 8);
  }

  @Test
  void damagedLogsAreRead() throws IOException {
    Path path = scratch.resolve("whole.log");
    Files.writeString(path, (String.join("\n", LINES) + "\n").repeat(20), ISO_8859_1);
    assertThat(Damaged.check(new ErrorLogReader(), path, scratch, 20261124)).contains("error-log");
  }
}
