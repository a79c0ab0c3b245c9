// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that must stay as it is; {@code -Dupdate} writes it anew, for review as a diff. */
final class Golden {
  private Golden() {}

  static void same(String name, String text) throws IOException {
    Path file = Path.of("src/test/resources/dev/demarc/report/run", name);
    if (Boolean.getBoolean("update") || "".equals(System.getProperty("update"))) {
      Files.writeString(file, text);
    }
    assertThat(text)
        .as("run with -Dupdate when the change is meant")
        .isEqualTo(Files.readString(file));
  }
}
