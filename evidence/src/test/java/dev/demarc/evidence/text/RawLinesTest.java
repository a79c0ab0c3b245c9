// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as they stand, whatever their length and however the file comes. */
class RawLinesTest {
  private static final long SEED = 20261124;

  @TempDir Path folder;

  private List<String> lines(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("log"), text, ISO_8859_1);
    List<String> all = new ArrayList<>();
    try (RawLines lines = RawLines.of(new CaptureFile("log", file))) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        all.add(line);
        assertThat(lines.number()).isEqualTo(all.size());
      }
      assertThat(lines.problems()).isEmpty();
    }
    return all;
  }

  @Test
  void areThoseOfTheText() throws IOException {
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n")).containsExactly("");
    assertThat(lines("a\r\n\nNov 24 16:00:01 h b: c"))
        .containsExactly("a", "", "Nov 24 16:00:01 h b: c");
    Random random = new Random(SEED);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3000; i++) { // more than the buffer holds
      text.append("\u00e9".repeat(random.nextInt(1500))).append('\n');
    }
    assertThat(lines(text.toString())).isEqualTo(text.toString().lines().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 2, 1 << 20, (1 << 20) + 1, 3 << 20})
  void longLineIsCutAndTheNextIsWhole(int more) throws IOException {
    String line = "x".repeat(RawLines.LONGEST + more);
    Path file = Files.writeString(folder.resolve("log"), "a\n" + line + "\nb\n", ISO_8859_1);
    try (RawLines lines = RawLines.of(new CaptureFile("log", file))) {
      assertThat(lines.next()).isEqualTo("a");
      assertThat(lines.next())
          .isEqualTo(line.substring(0, Math.min(line.length(), RawLines.LONGEST)));
      assertThat(lines.next()).isEqualTo("b");
      assertThat(lines.next()).isNull();
      assertThat(lines.problems()).hasSize(more > 0 ? 1 : 0);
    }
  }

  @Test
  void whatCannotBeReadOnEndsThereAndIsSaid() {
    LineBuffer lines = new LineBuffer("log", new Broken(), 8);
    assertThat(lines.next()).isTrue();
    assertThat(lines.text()).isEqualTo("a");
    assertThat(lines.next()).isTrue();
    assertThat(lines.text()).isEqualTo("b");
    assertThat(lines.next()).isFalse();
    assertThat(lines.problems()).extracting(Problem::problem).containsExactly("truncated");
  }

  /** A disk that gives three bytes and then no more. */
  private static final class Broken extends InputStream {
    private final InputStream in = new ByteArrayInputStream("a\nb".getBytes(ISO_8859_1));
    private int given;

    @Override
    public int read() throws IOException {
      if (given == 3) {
        throw new IOException("Input/output error");
      }
      given++;
      return in.read();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      into[from] = (byte) read();
      return 1;
    }
  }
}
