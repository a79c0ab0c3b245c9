// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.text.Damaged;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoroutineReaderTest {
  private static final Path CAPTURES = Path.of("src/test/captures/goroutine");
  private final GoroutineReader reader = new GoroutineReader();

  @TempDir Path scratch;

  private List<GoroutineDump> dumps(Path path) throws IOException {
    CaptureFile file = new CaptureFile(String.valueOf(path.getFileName()), path);
    assertThat(reader.recognises(file.head())).as("recognises " + path).isTrue();
    var read = reader.read(file);
    assertThat(read.problems()).isEmpty();
    return read.facts().stream()
        .filter(GoroutineDump.class::isInstance)
        .map(GoroutineDump.class::cast)
        .toList();
  }

  private GoroutineDump dump(String name) throws IOException {
    List<GoroutineDump> dumps = dumps(CAPTURES.resolve(name));
    assertThat(dumps).hasSize(1);
    return dumps.getFirst();
  }

  private static String situations(GoroutineDump dump) {
    Map<String, Long> all = new TreeMap<>();
    for (GoroutineGroup group : dump.groups()) {
      Situation situation = Situation.of(group);
      if (situation != Situation.OTHER) {
        all.merge(situation.label(), group.count(), Long::sum);
      }
    }
    return all.entrySet().stream()
        .map(one -> one.getValue() + " " + one.getKey())
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "request.c.txt | 4 awaits-response, 4 client-connection",
        "request-timeout.c.txt | 2 awaits-response, 2 client-connection",
        "request-http2.c.txt | 2 awaits-response",
        "long-poll.c.txt | 3 awaits-response, 3 client-connection",
        "pool.c.txt | 3 awaits-connection, 1 awaits-response, 1 client-connection",
        "tls.c.txt | 2 awaits-connection, 2 tls-handshake",
        "tls-server.c.txt | 3 server-handshake",
        "body.c.txt | 3 client-connection, 3 reads-body",
        "client-idle.c.txt | 4 client-connection",
        "half-header.c.txt | 3 reads-header",
        "server-idle.c.txt | 3 server-idle",
        "request.sigquit.txt | 4 awaits-response, 4 client-connection",
      })
  void bothVersionsOfGoShowTheSameSituations(String name, String want) throws IOException {
    assertThat(situations(dump("go1.26/" + name))).isEqualTo(want);
    assertThat(situations(dump("go1.22/" + name))).isEqualTo(want);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "otelcol/saturated.b.txt | 10 client-connection, 10 exporting",
        "otelcol/backing-off.b.txt | 10 backing-off, 2 client-connection",
        "otelcol/blocked.a.debug1.txt | 35 awaits-queue-room, 5 client-connection, 5 exporting, 5 queue-idle",
        "otelcol/waiting.a.debug1.txt | 20 awaits-result, 10 client-connection, 10 exporting",
        "otelcol/batch.a.debug1.txt | 27 awaits-batch, 1 client-connection, 1 sends-batch",
        "otelcol/healthy.b.txt | 2 client-connection, 10 queue-idle",
        "prom/full.b.txt | 3 client-connection, 2 sends-samples, 1 server-idle, 1 shards-full",
        "prom/full.a.debug1.txt | 2 client-connection, 1 sends-samples, 1 server-idle, 1 shards-full",
        "prom/healthy.a.txt | 2 client-connection, 1 server-idle",
      })
  void pipelinesAreKnownToo(String name, String want) throws IOException {
    assertThat(situations(dump(name))).isEqualTo(want);
  }

  @Test
  void theFormWithCountsHasTheSameSituations() throws IOException {
    for (String name : List.of("request", "pool", "tls", "half-header", "body")) {
      GoroutineDump counted = dump("go1.26/" + name + ".c.debug1.txt");
      assertThat(counted.form()).isEqualTo(GoroutineDump.Form.COUNTED);
      assertThat(counted.groups()).allSatisfy(group -> assertThat(group.state()).isEmpty());
      assertThat(situations(counted).replaceAll(", 1 server-idle", ""))
          .isEqualTo(situations(dump("go1.26/" + name + ".c.txt")));
    }
  }

  @Test
  void framesHaveNoArgumentsAndFilesNoFolders() throws IOException {
    try (Stream<Path> all = Files.walk(CAPTURES)) {
      for (Path path : all.filter(one -> one.toString().endsWith(".txt")).sorted().toList()) {
        for (GoroutineDump dump : dumps(path)) {
          dump.groups().stream()
              .flatMap(group -> Stream.concat(group.frames().stream(), group.createdBy().stream()))
              .forEach(frame -> {
                assertThat(frame.function()).doesNotContain("0x", "{").isNotEmpty();
                assertThat(frame.file()).matches("[\\w.<>-]+");
              });
        }
      }
    }
  }

  @Test
  void minutesStatesAndFlagsAreRead() throws IOException {
    GoroutineDump dump = dump("go1.19/d2.txt");
    assertThat(dump.goroutines()).isEqualTo(19);
    assertThat(dump.groups())
        .anySatisfy(group -> {
          assertThat(group.state()).isEqualTo("sleep"); // locked to thread
          assertThat(group.longest()).isEqualTo(1);
        })
        .anySatisfy(group -> {
          assertThat(group.state()).isEqualTo("chan receive (nil chan)");
          assertThat(group.createdBy().map(Frame::function)).contains("main.main");
        })
        .anySatisfy(group -> {
          assertThat(group.top()).isEqualTo("main.consume");
          assertThat(group.count()).isEqualTo(4);
          assertThat(group.waiting(1)).isEqualTo(4);
        });
  }

  /** A worker that asks again and again has number and functions in common with one that waits. */
  @Test
  void anotherCallOfTheSameWorkerIsNotTheSameCall() throws IOException {
    for (String go : List.of("go1.22/", "go1.26/")) {
      assertThat(still(dump(go + "request.a.txt"), dump(go + "request.c.txt"))).isEqualTo(4);
      assertThat(still(dump(go + "busy.a.txt"), dump(go + "busy.b.txt"))).isZero();
      assertThat(still(dump(go + "busy.a.txt"), dump(go + "busy.c.txt"))).isZero();
    }
  }

  private static long still(GoroutineDump one, GoroutineDump other) {
    return one.in(Situation.AWAITS_RESPONSE).stream()
        .flatMap(group ->
            other.in(Situation.AWAITS_RESPONSE).stream()
                .filter(later -> later.kind() == group.kind())
                .flatMap(later -> group.stillIn(later).stream()))
        .count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24T12:59:24.273Z ",
        "2026-11-24T12:59:24.273456789+01:00 stderr F ",
        "Nov 24 12:59:24 vm app[12]: ",
        "api-1  | ",
        "JSON",
      })
  void logsOfCarriersHoldTheSameDump(String prefix) throws IOException {
    List<String> lines = Files.readAllLines(CAPTURES.resolve("go1.26/request.sigquit.txt"));
    Path log = scratch.resolve("api.log");
    try (BufferedWriter out = Files.newBufferedWriter(log)) {
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        out.write(
            prefix.equals("JSON")
                ? "{\"log\":\"" + line.replace("\t", "\\t") + "\\n\",\"stream\":\"stderr\"}\n"
                : prefix + line + "\n");
        if (i % 7 == 0) { // of another thread
          out.write((prefix.equals("JSON") ? "" : prefix) + "served (in 3 ms)\n");
        }
      }
    }
    GoroutineDump dump = dumps(log).getFirst();
    GoroutineDump plain = dump("go1.26/request.sigquit.txt");
    assertThat(dump.ended()).isTrue();
    assertThat(dump.goroutines()).isEqualTo(plain.goroutines());
    assertThat(situations(dump)).isEqualTo(situations(plain));
    assertThat(dump.spot().at().isPresent()).isEqualTo(prefix.startsWith("2026"));
  }

  @Test
  void dumpsOfOneLogAreToldApart() throws IOException {
    Path log = scratch.resolve("two.log");
    Files.writeString(
        log,
        "2026-11-24T12:00:00Z began\n"
            + carried("request.a.txt", "2026-11-24T12:01:00Z ")
            + carried("request.c.txt", "2026-11-24T12:03:00Z ")
            + carried("request.sigquit.txt", "2026-11-24T12:04:00Z "));
    List<GoroutineDump> dumps = dumps(log);
    assertThat(dumps).extracting(GoroutineDump::ended).containsExactly(false, false, true);
    assertThat(dumps)
        .extracting(dump -> dump.spot().at().orElseThrow())
        .containsExactly(
            Instant.parse("2026-11-24T12:01:00Z"),
            Instant.parse("2026-11-24T12:03:00Z"),
            Instant.parse("2026-11-24T12:04:00Z"));
    assertThat(dumps)
        .extracting(GoroutineReaderTest::situations)
        .containsOnly("4 awaits-response, 4 client-connection");
  }

  private static String carried(String name, String prefix) throws IOException {
    return Files.readAllLines(CAPTURES.resolve("go1.26/" + name)).stream()
        .map(line -> prefix + line + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void whatIsManyIsCountedAndBounded() throws IOException {
    Path file = scratch.resolve("many.txt");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 1; i <= 30_000; i++) {
        int kind = i % 15_000;
        out.write(
            "goroutine " + i + " [select, 3 minutes]:\nmain.f" + kind + "(0x1)\n\ta.go:1 +0x1\n\n");
      }
    }
    var read = reader.read(new CaptureFile("many.txt", file));
    GoroutineDump dump = (GoroutineDump) read.facts().getFirst();
    assertThat(dump.goroutines()).isEqualTo(30_000);
    assertThat(dump.groups()).hasSize(10_000);
    assertThat(read.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.problem()).isEqualTo("too-many");
          assertThat(problem.lost()).startsWith("10000 goroutines");
        });
  }

  @Test
  void flagsAndLabelsOfNewerVersionsAreLeftOut() throws IOException {
    Path file = scratch.resolve("new.txt");
    Files.writeString(
        file,
        """
        goroutine 7 gp=0xc000 m=nil [chan receive (nil chan) (leaked), 12 minutes, locked to thread]:
        main.a(0x1, {0x2?, ...})
        \t/home/x/a b/a.go:7 +0x1 fp=0x1 sp=0x2 pc=0x3
        ...12 frames elided...
        created by main.main in goroutine 1
        \tC:/src/main.go:9 +0x1

        goroutine 8 [select (durable), synctest bubble 3] {"tenant":"x], y"}:
        main.b[...](...)
        \tb.go:70000
        goroutine running on other thread; stack unavailable
        """);
    GoroutineDump dump = dumps(file).getFirst();
    assertThat(dump.groups())
        .extracting(GoroutineGroup::state)
        .containsExactly("chan receive (nil chan)", "select");
    assertThat(dump.groups())
        .extracting(group -> group.frames().getFirst().words())
        .containsExactly("main.a (a.go:7)", "main.b[...] (b.go:70000)");
    assertThat(dump.groups().getFirst().longest()).isEqualTo(12);
    assertThat(dump.groups().getFirst().createdBy().map(Frame::words))
        .contains("main.main (main.go:9)");
  }

  @Test
  void otherTextsAreNotTaken() {
    for (String text : List.of("", "package main\n", "goroutine leaks\n", "goroutine 1 [x\n")) {
      assertThat(reader.recognises(text.getBytes(StandardCharsets.UTF_8))).isFalse();
    }
    for (String line :
        List.of(
            "2026-11-24T12:00:00Z served\n",
            "2026/11/24 12:00:00 served\n",
            "ts=2026-11-24T12:00:00Z msg=served\n",
            "{\"level\":\"info\",\"msg\":\"served\"}\n",
            "I1124 12:00:00.000000 1 a.go:1] served\n")) {
      byte[] log = line.repeat(CaptureFile.HEAD / 20).getBytes(StandardCharsets.UTF_8);
      assertThat(reader.recognises(Arrays.copyOf(log, CaptureFile.HEAD)))
          .as("its end may hold a dump: " + line)
          .isTrue();
      assertThat(reader.recognises(Arrays.copyOf(log, 1000))).isFalse();
    }
  }

  @Test
  void damagedDumpsAreReadToTheirEnd() throws IOException {
    for (String name :
        List.of(
            "go1.26/request.c.txt",
            "go1.26/leak.c.debug1.txt",
            "otelcol/backing-off.sigquit.log")) {
      System.out.println(Damaged.check(reader, CAPTURES.resolve(name), scratch, 20261124));
    }
  }
}
