// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.identify.Engine;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Settings;
import dev.demarc.identify.forensics.Examination;
import dev.demarc.identify.forensics.Exhibit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every capture of goroutines, of the scheduler and of the logs that go with them, by all risks and
 * without parameters: the verdict and the fact that decides.
 */
class GoRuntimeCapturesTest {
  private static final Path CAPTURES = Path.of("../evidence/src/test/captures");
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path scratch;

  private static IdentifyReport examine(List<Path> files) throws IOException {
    Settings settings = Settings.standard("test", LocalDate.of(2026, 11, 24)).withSandbox();
    List<Risk> risks =
        ServiceLoader.load(Risk.class).stream().map(ServiceLoader.Provider::get).toList();
    List<Exhibit> exhibits = new ArrayList<>();
    for (Path file : files) {
      exhibits.add(Exhibit.Recorded.of(new CaptureFile(String.valueOf(file.getFileName()), file)));
    }
    return new Examination(settings, Engine.of(settings, risks)).of(exhibits, List.of());
  }

  /** In the report's order: {@code rule severity file:line}, then {@code rule undecided}. */
  private static String verdicts(List<Path> files) throws IOException {
    IdentifyReport report = examine(files);
    List<String> all = new ArrayList<>();
    report
        .findings()
        .forEach(found ->
            all.add(found.rule().rule() + " " + found.severity() + " :" + found.place().line()));
    report.examined().undecided().forEach(open -> all.add(open.rule().rule() + " undecided"));
    return String.join(", ", all);
  }

  private static String verdicts(String names) throws IOException {
    return verdicts(Stream.of(names.split(" \\+ ", -1)).map(CAPTURES::resolve).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "request.c.txt | request-stuck high :29",
        "request-timeout.c.txt | request-stuck high :29",
        "request-one.c.txt | request-stuck medium :29",
        "request-http2.c.txt | request-stuck high :29",
        "tls.c.txt | tls-handshake-stuck high :99",
        "half-header.c.txt | header-read-stuck medium :51",
        "half-header.c.debug1.txt | header-read-stuck undecided",
        "body.c.txt | body-read-stuck medium :29",
        "request.a.txt | request-stuck undecided",
        "busy.a.txt | request-stuck undecided",
        "leak.c.debug1.txt | idle-connections-leak undecided",
        "leak.a.debug1.txt | \"\"",
        "long-poll.c.txt | \"\"",
        "proxy.c.txt | \"\"",
        "stream.c.txt | \"\"",
        "client-idle.c.txt | \"\"",
        "server-idle.c.txt | \"\"",
        "tls-server.c.txt | \"\"",
      })
  void dumpsOfBothVersionsOfGo(String name, String want) throws IOException {
    assertThat(verdicts("goroutine/go1.26/" + name)).isEqualTo(want);
    assertThat(verdicts("goroutine/go1.22/" + name)).isEqualTo(want);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "go1.19/d1.txt | request-stuck undecided",
        "go1.19/d2.txt | request-stuck undecided",
        "go1.26/pool.c.txt | request-stuck medium :29",
        "go1.22/pool.c.txt | request-stuck medium :53",
        "go1.26/request.sigquit.txt | request-stuck high :98",
        "otelcol/saturated.a.txt | exporter-saturated undecided",
        "otelcol/saturated.a.debug1.txt | exporter-saturated undecided",
        "otelcol/saturated.b.txt | exporter-saturated medium :63",
        "otelcol/batching.b.txt | exporter-saturated medium :121",
        "otelcol/backing-off.a.txt | exporter-backing-off medium :37",
        "otelcol/backing-off.sigquit.log | exporter-backing-off medium :170",
        "otelcol/blocked.a.txt | producers-blocked medium :463",
        "otelcol/blocked.a.debug1.txt | producers-blocked medium :11",
        "otelcol/waiting.a.txt | exporter-saturated undecided",
        "otelcol/batch.a.txt | batch-send-blocked medium :149",
        "otelcol/batch.b.txt | batch-send-blocked high :149",
        "prom/full.a.txt | shards-full undecided",
        "prom/full.b.txt | shards-full medium :199",
        "prom/healthy.a.txt | \"\"",
        "prom/healthy.b.debug1.txt | \"\"",
        "otelcol/healthy.a.txt | \"\"",
        "otelcol/healthy.a.debug1.txt | \"\"",
      })
  void otherDumps(String name, String want) throws IOException {
    assertThat(verdicts("goroutine/" + name)).isEqualTo(want);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "schedtrace/go1.26/saturated.txt | runqueue-saturated medium :3",
        "schedtrace/go1.22/saturated.txt | runqueue-saturated medium :2",
        "schedtrace/go1.26/tight.txt | schedtrace-late info :5",
        "schedtrace/go1.22/tight.txt | schedtrace-late info :18",
        "schedtrace/go1.26/quota.txt | \"\"",
        "schedtrace/go1.26/easy.txt | \"\"",
        "schedtrace/go1.22/easy.txt | \"\"",
        "schedtrace/go1.26/detail.txt | \"\"",
        "log/collector-healthy.log | \"\"",
      })
  void tracesAndLogs(String name, String want) throws IOException {
    assertThat(verdicts(name)).isEqualTo(want);
  }

  @Test
  void aDumpAndALogOfOneProcessAreJoined() throws IOException {
    IdentifyReport report =
        examine(
            List.of(
                CAPTURES.resolve("goroutine/otelcol/backing-off.a.txt"),
                CAPTURES.resolve("log/collector-retry.json.log")));
    assertThat(report.findings())
        .singleElement()
        .satisfies(found ->
            assertThat(found.evidence())
                .anySatisfy(fact ->
                    assertThat(fact.text())
                        .startsWith("the log too: at least 44 lines")
                        .contains("otlp_http", "2026-11-24T12:59:29.203Z to ")));
  }

  /** What the log does not stamp, the times of the files may tell, and copies may not. */
  @Test
  void timesOfFilesTellHowFarApartDumpsAre() throws IOException {
    List<Path> stuck = copies("request.a.txt", "request.c.txt", 135);
    assertThat(verdicts(stuck)).contains("request-stuck high");
    assertThat(verdicts(stuck.reversed())).contains("request-stuck high");
    // without the minutes of the second dump
    List<Path> early = copies("request.a.txt", "request.a.txt", 60);
    assertThat(verdicts(early)).isEqualTo("request-stuck medium :29");
    assertThat(examine(early).findings().getFirst().message())
        .contains("60 s apart by the times of the files");
    assertThat(verdicts(copies("request.a.txt", "request.a.txt", 120)))
        .isEqualTo("request-stuck high :29");
    assertThat(verdicts(copies("request.a.txt", "request.a.txt", 0)))
        .isEqualTo("request-stuck undecided");
    List<Path> busy = copies("busy.a.txt", "busy.c.txt", 135);
    assertThat(verdicts(busy)).isEmpty();
    assertThat(examine(busy).examined().ruledOut())
        .singleElement()
        .satisfies(not -> assertThat(not.because()).contains("none is in the same call"));
  }

  /**
   * Message and proof speak of those that are in both dumps, and all callers are in one finding.
   */
  @Test
  void onlyWhatIsInBothDumpsIsCounted() throws IOException {
    IdentifyReport report = examine(copies("../hang/d1.txt", "../hang/d2.txt", 33));
    assertThat(report.findings())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.severity()).hasToString("medium");
          assertThat(found.message())
              .startsWith("6 requests of 2 callers wait for a response header in both dumps, 33 s")
              .contains("(first 6, then 18)", "A long poll whose caller's name does not say so");
          assertThat(found.evidence())
              .hasSize(2)
              .allSatisfy(fact -> assertThat(fact.text()).startsWith("3 of 9 goroutines [select]"));
          assertThat(found.fix().text()).contains("If this call is no long poll");
          assertThat(found.circumstances().orElseThrow().next().toString())
              .contains("ss -tnp state established", "sleep 120");
        });
    Path both = scratch.resolve("both.txt");
    Files.writeString(
        both,
        Files.readString(CAPTURES.resolve("goroutine/hang/d1.txt"))
            + Files.readString(CAPTURES.resolve("goroutine/hang/d2.txt")));
    for (List<Path> files : List.of(List.of(both), copies("../hang/d1.txt", "../hang/d2.txt", 0))) {
      assertThat(examine(files).examined().undecided())
          .singleElement()
          .satisfies(open ->
              assertThat(open.message())
                  .contains("6 in the same call in two dumps (first 6, then 18)"));
    }
  }

  /** Half a minute of a long poll is no accusation of the highest kind. */
  @Test
  void aLongPollOfHalfAMinuteIsNotHigh() throws IOException {
    IdentifyReport report = examine(copies("../poll/d1.txt", "../poll/d2.txt", 31));
    assertThat(report.findings())
        .isNotEmpty()
        .noneSatisfy(found -> assertThat(found.severity()).hasToString("high"))
        .anySatisfy(found ->
            assertThat(found.message())
                .startsWith("6 requests of main.main.func4 ")
                .endsWith("A long poll whose caller's name does not say so looks the same."));
  }

  private List<Path> copies(String one, String other, int seconds) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (String name : List.of(one, other)) {
      Path copy = scratch.resolve(copies.size() + ".txt");
      // equal bytes would be one dump that was given twice
      String ending = "\n".repeat(copies.size());
      Files.writeString(
          copy, Files.readString(CAPTURES.resolve("goroutine/go1.26/" + name)) + ending);
      Files.setLastModifiedTime(
          copy, FileTime.from(NOON.plusSeconds((long) copies.size() * seconds)));
      copies.add(copy);
    }
    return copies;
  }

  /** Arguments, labels and the rest of a log never leave a reader. */
  @Test
  void noCanaryLeavesAReader() throws IOException {
    Path dump = scratch.resolve("dump.txt");
    Files.writeString(
        dump,
        Files.readString(CAPTURES.resolve("goroutine/go1.26/request.c.txt"))
                .replaceAll("0x[0-9a-f]+", "0xcanary")
                .replace("example.com/httpwait/main.go", "/home/canary/secret canary/main.go")
            + "goroutine profile: total 1\n1 @ 0x1\n# labels: {\"tenant\":\"canary\"}\n"
            + "#\t0xcanary\tmain.main+0x1\t/root/canary/main.go:1\n");
    Path log = scratch.resolve("canary.log");
    Files.writeString(
        log,
        Files.readString(CAPTURES.resolve("log/collector-dropped.log"))
            .replace("127.0.0.1", "canary.example.org")
            .replace("HTTP Status Code 400", "canary"));
    IdentifyReport report = examine(List.of(dump, log));
    assertThat(report.findings()).isNotEmpty();
    assertThat(report.findings().toString().replace("canary.log", "")).doesNotContain("canary");
    assertThat(report.examined().toString().replace("canary.log", "")).doesNotContain("canary");
    assertThat(report.problems()).isEmpty();
  }
}
