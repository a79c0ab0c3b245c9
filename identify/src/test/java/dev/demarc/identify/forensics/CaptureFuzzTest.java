// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form of {@code identify/src/test/fuzz/captures.sh}: always the same inputs. */
class CaptureFuzzTest {
  private static final long SEED = 20261124L;
  private static final int INPUTS = 150;

  @TempDir Path folder;

  static List<CaptureReader> readers() {
    return CaptureReaders.all();
  }

  @ParameterizedTest
  @MethodSource("readers")
  void damagedCapturesNeverThrow(CaptureReader reader) throws IOException {
    List<byte[]> material =
        CaptureFuzz.material(
            reader,
            List.of(
                Path.of("../evidence/src/test/captures"),
                Path.of("../risks/src/main/java/dev/demarc/risks")));
    assertThat(material).as("captures of " + reader.kind()).isNotEmpty();
    CaptureFuzz fuzz = new CaptureFuzz(reader, material, folder.resolve("x"), SEED);
    for (long number = 1; number <= INPUTS; number++) {
      fuzz.input(number);
    }
    System.out.println(fuzz);
  }
}
