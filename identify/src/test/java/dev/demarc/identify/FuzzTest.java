// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short form of {@code identify/src/test/fuzz/run.sh}: always the same inputs. */
class FuzzTest {
  private static final long SEED = 20261124L;
  private static final int INPUTS = 6_000;

  @Test
  void damagedFilesOfEveryKindAreReadInLinearTime() throws IOException {
    Material material =
        Material.below(
            List.of(Path.of("../risks/src/main/java/dev/demarc/risks"), Path.of("../examples")));
    assertThat(material.kinds()).as("readers with real files").isGreaterThanOrEqualTo(14);
    Fuzz fuzz = new Fuzz(material, SEED);
    for (long number = 1; number <= INPUTS; number++) {
      fuzz.input(number);
    }
    assertThat(fuzz.toString()).startsWith(INPUTS + " inputs");
  }
}
