// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cpu.stat as text. */
class CpuStatReaderTest {
  private static final String OLD =
      "nr_periods 187\nnr_throttled 145\nthrottled_time 17646178322\nnr_bursts 0\nburst_time 0\n";
  private static final String NEW =
      "usage_usec 3778095\nuser_usec 474379\nsystem_usec 3303716\nnr_periods 191\nnr_throttled 190\nthrottled_usec 47159629\nnr_bursts 0\nburst_usec 0\n";
  private static final int FLIPS = Integer.getInteger("fuzz.rounds", 2000);

  private final CpuStatReader reader = new CpuStatReader();

  @TempDir Path folder;

  private Read read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("cpu.stat"), bytes);
    return reader.read(new CaptureFile("cpu.stat", file));
  }

  @Test
  void readsBothVersions() throws IOException {
    CpuStat old = (CpuStat) read(OLD.getBytes(UTF_8)).facts().getFirst();
    assertThat(old.periods())
        .isEqualTo(new Periods(187, 145, Duration.ofNanos(17_646_178_322L), 0, 2));
    assertThat(old.label()).isEqualTo("throttled");
    assertThat(old.detail())
        .isEqualTo("nr_throttled 145 of 187 periods (78 %), stopped for 17.65 s");
    CpuStat unified = (CpuStat) read(NEW.getBytes(UTF_8)).facts().getFirst();
    assertThat(unified.spot().line()).isEqualTo(5);
    assertThat(unified.periods().stopped()).isEqualTo(Duration.ofNanos(47_159_629_000L));
  }

  @Test
  void knowsItByItsFirstLine() {
    assertThat(reader.recognises(OLD.getBytes(UTF_8))).isTrue();
    assertThat(reader.recognises(NEW.getBytes(UTF_8))).isTrue();
    assertThat(reader.recognises("usage_usec 1\nuser_usec 1\n".getBytes(UTF_8))).isFalse();
    assertThat(reader.recognises("a nr_periods 1\nnr_throttled 1\n".getBytes(UTF_8))).isFalse();
  }

  /** A loop that prints the file again and again has more to say than its first look. */
  @Test
  void whatFollowsTheFirstLookIsNotLostInSilence() throws IOException {
    for (String text : new String[] {OLD + OLD, NEW + "---\n" + NEW, NEW + "x".repeat(5000)}) {
      Read read = read(text.getBytes(UTF_8));
      assertThat(read.facts()).hasSize(1);
      assertThat(read.problems()).extracting("problem").containsExactly("parse-degraded");
    }
    assertThat(read(OLD.getBytes(UTF_8)).problems()).isEmpty();
  }

  @Test
  void cutOrFlippedItNeverFails() throws IOException {
    int cut = 0;
    for (String text : new String[] {OLD, NEW}) {
      byte[] whole = text.getBytes(UTF_8);
      for (int length = 0; length < whole.length; length++) {
        byte[] bytes = Arrays.copyOf(whole, length);
        reader.recognises(bytes);
        Read read = read(bytes);
        assertThat(read.facts().size() + read.problems().size()).isEqualTo(1);
        cut++;
      }
      Random random = new Random(7);
      for (int i = 0; i < FLIPS; i++) {
        byte[] bytes = whole.clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        reader.recognises(bytes);
        assertThat(read(bytes).facts().size()).isLessThan(2);
      }
    }
    System.out.println(
        "cpu.stat: cut at every byte (" + cut + "), flipped " + 2 * FLIPS + " times, no exception");
  }
}
