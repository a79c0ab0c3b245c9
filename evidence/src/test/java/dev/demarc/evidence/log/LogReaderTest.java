// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.log.LogEvents.Cause;
import dev.demarc.evidence.log.LogEvents.Message;
import dev.demarc.evidence.text.Damaged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  private static final Path CAPTURES = Path.of("src/test/captures/log");
  private final LogReader reader = new LogReader();

  @TempDir Path scratch;

  private List<LogEvents> events(Path path) throws IOException {
    CaptureFile file = new CaptureFile(String.valueOf(path.getFileName()), path);
    assertThat(reader.recognises(file.head())).isTrue();
    return reader.read(file).facts().stream().map(LogEvents.class::cast).toList();
  }

  @Test
  void aCollectorSaysWhatItLost() throws IOException {
    assertThat(events(CAPTURES.resolve("collector-dropped.log")))
        .satisfiesExactlyInAnyOrder(
            one -> {
              assertThat(one.message()).isEqualTo(Message.EXPORT_REJECTED);
              assertThat(one.cause()).isEqualTo(Cause.QUEUE_FULL);
              assertThat(one.items()).isEqualTo(9);
              assertThat(one.component()).isEqualTo("otlp_http");
            },
            one -> {
              assertThat(one.message()).isEqualTo(Message.EXPORT_DROPPED);
              assertThat(one.cause()).isEqualTo(Cause.PERMANENT);
              assertThat(one.lines()).isEqualTo(10);
              assertThat(one.first().at().orElseThrow()).isBefore(one.last().at().orElseThrow());
            });
    assertThat(events(CAPTURES.resolve("collector-healthy.log"))).isEmpty();
  }

  @Test
  void jsonAndLogfmtAreRead() throws IOException {
    assertThat(events(CAPTURES.resolve("collector-retry.json.log")))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message()).isEqualTo(Message.EXPORT_RETRIED);
          assertThat(one.lines()).isEqualTo(44);
          assertThat(one.first().at()).contains(Instant.parse("2026-11-24T12:59:29.203Z"));
        });
    assertThat(events(CAPTURES.resolve("prometheus-2.42.log")))
        .extracting(LogEvents::message, LogEvents::component, LogEvents::items)
        .contains(
            org.assertj.core.groups.Tuple.tuple(Message.SEND_RETRIED, "e63198", 0L),
            org.assertj.core.groups.Tuple.tuple(Message.SEND_DROPPED, "e63198", 5L));
  }

  @Test
  void prometheusInJsonSaysTheSame() throws IOException {
    Path file = scratch.resolve("json.log");
    Files.writeString(
        file,
        """
        {"caller":"main.go:512","level":"info","msg":"Starting Prometheus Server","ts":"2026-11-24T12:00:00.000Z"}
        {"caller":"dedupe.go:112","component":"remote","count":7,"err":"canary","level":"error","msg":"non-recoverable error","remote_name":"a1","ts":"2026-11-24T12:00:01.000Z","url":"http://canary"}
        {"time":"2026-11-24T12:00:02.000Z","level":"ERROR","source":"queue_manager.go:1","msg":"non-recoverable error","component":"remote","remote_name":"a1","failedSampleCount":3,"err":"canary"}
        """);
    assertThat(events(file))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.component()).isEqualTo("a1");
          assertThat(one.items()).isEqualTo(10);
          assertThat(one.first().at()).contains(Instant.parse("2026-11-24T12:00:01Z"));
          assertThat(one.last().at()).contains(Instant.parse("2026-11-24T12:00:02Z"));
        });
  }

  @Test
  void newerAndOlderWordsAreRead() throws IOException {
    Path file = scratch.resolve("mixed.log");
    Files.writeString(
        file,
        """
        time=2026-11-24T12:00:00.000Z level=INFO source=main.go:1 msg="Starting Prometheus Server"
        time=2026-11-24T12:00:01.000Z level=ERROR source=queue_manager.go:1 msg="non-recoverable error" component=remote remote_name=a url=http://canary count=7 failedSampleCount=3 err="canary"
        2026-11-24T12:00:02.000+0100\terror\texporterhelper/queue.go:1\tExporting failed. Dropping data.\t{"kind": "exporter", "data_type": "traces", "name": "otlp/b", "error": "no more retries left: canary", "dropped_items": 12}
        {"log":"{\\"level\\":\\"warn\\",\\"ts\\":1795521600.25,\\"msg\\":\\"Sender failed\\",\\"name\\":\\"batch\\",\\"error\\":\\"canary\\"}\\n","stream":"stderr"}
        """);
    List<LogEvents> events = events(file);
    assertThat(events).extracting(LogEvents::items).containsExactly(10L, 12L, 0L);
    assertThat(events)
        .extracting(LogEvents::cause)
        .containsExactly(Cause.OTHER, Cause.RETRIES_EXHAUSTED, Cause.OTHER);
    assertThat(events).extracting(LogEvents::component).containsExactly("a", "otlp/b", "batch");
    assertThat(events.get(1).first().at()).contains(Instant.parse("2026-11-24T11:00:02Z"));
    assertThat(events.get(2).first().at()).contains(Instant.ofEpochMilli(1795521600250L));
    assertThat(events.toString()).doesNotContain("canary");
  }

  @Test
  void otherLogsAreNotTaken() {
    assertThat(reader.recognises("level=info msg=served\n".getBytes(StandardCharsets.UTF_8)))
        .isFalse();
  }

  @Test
  void damagedLogsAreReadToTheirEnd() throws IOException {
    for (String name : List.of("collector-dropped.log", "prometheus-2.42.log")) {
      System.out.println(Damaged.check(reader, CAPTURES.resolve(name), scratch, 20261124));
    }
  }
}
