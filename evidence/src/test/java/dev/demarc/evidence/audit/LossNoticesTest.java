// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel says of lost records, and who else might say it. */
class LossNoticesTest {
  private static final Path CAPTURE = Path.of("src/test/captures/audit/lost.txt");
  private static final String LOST =
      "audit: audit_lost=7 audit_rate_limit=5 audit_backlog_limit=64";

  private static LostRecords of(String... lines) {
    LossNotices all = new LossNotices();
    int number = 0;
    for (String line : lines) {
      all.add(line, "log", ++number);
    }
    return all.all().orElseThrow();
  }

  @Test
  void realKernelIsCountedAsFarAsItSpoke() throws IOException {
    CaptureFile file = new CaptureFile("lost.txt", CAPTURE);
    AuditSerials log =
        new AuditReader()
            .read(file).facts().stream()
                .filter(AuditSerials.class::isInstance)
                .map(AuditSerials.class::cast)
                .findFirst()
                .orElseThrow();
    LostRecords lost = log.lost().orElseThrow();
    // auditctl -s said 45 in the end; under a rate limit the kernel says so once a second
    assertThat(lost.counted()).isEqualTo(32);
    assertThat(lost.least()).isEqualTo(32);
    assertThat(lost.reasons()).containsExactly("rate limit exceeded", "backlog limit exceeded");
    assertThat(lost.isForAll()).isTrue();
    assertThat(lost.first().line()).isEqualTo(15);
    assertThat(log.label()).isEqualTo("losses");
    assertThat(log.missing())
        .isEqualTo(14); // of the rate limit; those of the backlog have no serial
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[   10.417239] ",
        "<4>[   10.417239] ",
        "[Tue Nov 24 19:44:37 2026] ",
        "kern  :warn  : [   10.417239] ",
        "4,811,10417239,-;",
        "Nov 24 19:44:37 host1 kernel: ",
        "Nov 24 19:44:37.123456 host1 kernel: ",
        "2026-11-24T19:44:37+0000 host1 kernel: ",
        "Tue 2026-11-24 19:44:37 UTC host1 kernel: ",
        "Nov 24 19:44:37 host1 kernel: [   10.417239] ",
        "Nov 24 19:44:37 host1 kern.warn kernel: [   10.417239] ",
        "Tue Nov 24 19:44:37 2026 kern.warn kernel: [   10.417239] ",
      })
  void isKnownBehindEveryPrefixOfTheKernel(String prefix) {
    LostRecords lost = of(prefix + LOST, prefix + "audit: backlog limit exceeded");
    assertThat(lost.counted()).isEqualTo(7);
    assertThat(lost.least()).isEqualTo(1);
    assertThat(lost.rateLimit()).isEqualTo(5);
    assertThat(lost.backlogLimit()).isEqualTo(64);
    assertThat(lost.reasons()).containsExactly("backlog limit exceeded");
    assertThat(lost.text()).isEqualTo(LOST);
  }

  @Test
  void isKnownInTheJournalsJsonWhenTheKernelSaidIt() {
    String json = "{\"MESSAGE\":\"" + LOST + "\",\"_TRANSPORT\":\"%s\"}";
    assertThat(of(json.formatted("kernel")).counted()).isEqualTo(7);
    assertThat(new LossNotices().add(json.formatted("stdout"), "log", 1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nov 24 19:44:37 host1 watcher[812]: " + LOST,
        "Nov 24 19:44:37 host1 watcher[812]: kernel: " + LOST,
        "Nov 24 19:44:37 host1 kernel: app[7]: " + LOST,
        "said: " + LOST,
        "[   10.417239] " + LOST + " more",
        "[   10.417239] audit: audit_lost=99999999999 audit_rate_limit=5 audit_backlog_limit=64",
        "[   10.417239] audit: audit_backlog=3 > audit_backlog_limit=2",
        "[   10.417239] audit: rate limit",
        "[   10.417239] audit: type=1305 audit(1.000:5): op=set audit_rate_limit=5 old=0",
      })
  void nobodyElseAndNothingElseIsTaken(String line) {
    assertThat(new LossNotices().add(line, "log", 1)).isFalse();
  }

  @Test
  void counterIsADifferenceAndBeginsAnewWithABoot() {
    String counter = "audit: audit_lost=%d audit_rate_limit=0 audit_backlog_limit=64";
    assertThat(of(counter.formatted(100), counter.formatted(140)).least()).isEqualTo(41);
    assertThat(of(counter.formatted(100), counter.formatted(100)).least()).isEqualTo(1);
    assertThat(of(counter.formatted(100), counter.formatted(140), counter.formatted(3)).least())
        .isEqualTo(42);
    assertThat(of("audit: backlog limit exceeded").least()).isEqualTo(1);
  }

  @Test
  void noticeThatStandsTwiceInJoinedLogsIsCountedOnce() {
    String counter = "audit: audit_lost=%d audit_rate_limit=0 audit_backlog_limit=64";
    String ring15 = "[   10.417239] " + counter.formatted(15);
    String ring31 = "[   20.500000] " + counter.formatted(31);
    String host = "Nov 24 19:44:37 host1 kernel: ";
    assertThat(of(ring15, ring31, ring15, ring31).least()).isEqualTo(17);
    assertThat(of(ring15, ring31, host + ring15, host + ring31).least()).isEqualTo(17);
    String plain15 = host + counter.formatted(15);
    String plain31 = "Nov 24 19:44:47 host1 kernel: " + counter.formatted(31);
    assertThat(of(plain15, plain31, plain15, plain31).least()).isEqualTo(17);
    assertThat(of(ring15, ring31, plain15, plain31).least())
        .as("dmesg and a syslog without the ring's time")
        .isEqualTo(17);
    assertThat(of(ring15, "4,811,10417239,-;" + counter.formatted(15)).least()).isEqualTo(1);
    assertThat(
            of(ring15, ring31, ring15, ring31, "[   21.000000] " + counter.formatted(33)).least())
        .isEqualTo(19);
    String json = "{\"__REALTIME_TIMESTAMP\":\"%d\",\"MESSAGE\":\"%s\",\"_TRANSPORT\":\"kernel\"}";
    String json15 = json.formatted(1, counter.formatted(15));
    String json31 = json.formatted(2, counter.formatted(31));
    assertThat(of(json15, json31, json15, json31).least()).isEqualTo(17);
    assertThat(of(ring31, "[   30.000000] " + counter.formatted(4)).least())
        .as("set back by auditctl --reset-lost")
        .isEqualTo(2);
  }

  @Test
  void noticesOfTwoBootsAreBothCounted() {
    String counter = "audit: audit_lost=%d audit_rate_limit=0 audit_backlog_limit=64";
    assertThat(
            of(
                    "[  100.000000] " + counter.formatted(15),
                    "[  200.000000] " + counter.formatted(31),
                    "[   10.000000] " + counter.formatted(3),
                    "[   11.000000] " + counter.formatted(5))
                .least())
        .isEqualTo(17 + 1 + 2);
    assertThat(
            of("[  100.000000] " + counter.formatted(1), "[   50.000000] " + counter.formatted(40))
                .least())
        .as("a larger number of a later boot")
        .isEqualTo(2);
    String one = counter.formatted(1);
    String two = counter.formatted(2);
    assertThat(
            of(
                    "Nov  9 19:44:37 host1 kernel: " + one,
                    "Nov  9 19:44:47 host1 kernel: " + two,
                    "Nov 10 19:44:37 host1 kernel: " + one,
                    "Nov 10 19:44:47 host1 kernel: " + two)
                .least())
        .as("the same numbers in two boots")
        .isEqualTo(4);
  }

  @Test
  void whatOnlyTheDaemonMissedIsNotLostForAll() {
    assertThat(of(LOST, "audit: kauditd hold queue overflow").isForAll()).isFalse();
    assertThat(of(LOST, "audit: auditd disconnected").isForAll()).isFalse();
    assertThat(of(LOST).isForAll()).isFalse();
    assertThat(of(LOST, "audit: out of memory in audit_log_start").isForAll()).isTrue();
  }

  @Test
  void logThatBeginsWithTheCounterIsRecognised() {
    assertThat(
            new AuditReader()
                .recognises(("x\n" + LOST + "\n").getBytes(StandardCharsets.ISO_8859_1)))
        .isTrue();
  }
}
