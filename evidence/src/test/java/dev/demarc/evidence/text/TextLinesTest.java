// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {
  private static TextLines of(String text) {
    return TextLines.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "goroutine 1 [running]:",
        "2026-11-24T12:59:24.273Z goroutine 1 [running]:",
        "2026-11-24T12:59:24.273456789+01:00 stderr F goroutine 1 [running]:",
        "Nov 24 12:59:24 vm app[12]: goroutine 1 [running]:",
        "api-1    | goroutine 1 [running]:",
        "[pod/api-5d/api] 2026-11-24T12:59:24Z goroutine 1 [running]:",
        "{\"log\":\"goroutine 1 [running]:\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-24T12:59:24Z\"}",
      })
  void whatACarrierPutBeforeIsTakenAway(String text) {
    TextLines lines = of(text + "\r\n");
    assertThat(lines.next()).isTrue();
    assertThat(lines.text()).isEqualTo("goroutine 1 [running]:");
    assertThat(lines.next()).isFalse();
  }

  @Test
  void tabsInJsonAreTabs() {
    TextLines lines = of("{\"log\":\"\\t/src/a \\u003c.go:12 +0x1\\n\"}\n");
    lines.next();
    assertThat(lines.text()).isEqualTo("\t/src/a <.go:12 +0x1");
  }

  @Test
  void stampsAreTimes() {
    TextLines lines =
        of(
            "2026-11-24T12:59:24.5+0100 x\n{\"log\":\"x\",\"time\":\"2026-11-24T11:59:24.5Z\"}\nx\n");
    Instant time = Instant.parse("2026-11-24T11:59:24.5Z");
    lines.next();
    assertThat(lines.stamp()).contains(time);
    lines.next();
    assertThat(lines.stamp()).contains(time);
    lines.next();
    assertThat(lines.stamp()).isEmpty();
  }

  @Test
  void longLinesAreCutAndTheNextIsWhole() {
    List<String> texts = new ArrayList<>();
    TextLines lines = of("a\n" + "x".repeat(3 << 20) + "\nb\n" + "y".repeat(TextLines.LONGEST));
    while (lines.next()) {
      texts.add(lines.text());
    }
    assertThat(texts)
        .containsExactly("a", "x".repeat(TextLines.LONGEST), "b", "y".repeat(TextLines.LONGEST));
    assertThat(lines.number()).isEqualTo(4);
    assertThat(lines.problems())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.problem()).isEqualTo("parse-degraded");
          assertThat(one.text()).startsWith("1 lines");
        });
  }

  /** Lines of any length, over the ends of the buffer, as a plain split has them. */
  @Test
  void everyLineComesAsItIs() {
    Random random = new Random(20261124);
    int[] lengths = {0, 1, 80, 4000, TextLines.LONGEST - 1, TextLines.LONGEST};
    for (int round = 0; round < 5; round++) {
      StringBuilder text = new StringBuilder();
      List<String> whole = new ArrayList<>();
      while (text.length() < 3 << 20) {
        int length = lengths[random.nextInt(lengths.length)] + random.nextInt(3);
        String line = Character.toString('a' + random.nextInt(26)).repeat(length);
        text.append(line).append(random.nextBoolean() && length > 0 ? "\r\n" : "\n");
        whole.add(line.substring(0, Math.min(length, TextLines.LONGEST)));
      }
      TextLines lines = of(text.toString());
      List<String> read = new ArrayList<>();
      while (lines.next()) {
        read.add(lines.text());
      }
      assertThat(read.equals(whole)).as("round " + round).isTrue();
    }
  }

  @Test
  void textOfAnyLanguageInJsonKeepsItsBytes() {
    TextLines lines = of("{\"log\":\"f\\u00fcr \\ud83d\\ude00 \\u4f60 x\\n\"}\n");
    lines.next();
    assertThat(
            new String(lines.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
        .isEqualTo("für 😀 你 x");
  }
}
