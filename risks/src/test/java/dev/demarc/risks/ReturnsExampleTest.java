// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demarc.identify.Engine;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The example's service is written right: its script is found, and nothing is held against it. */
class ReturnsExampleTest {
  @Test
  void scriptIsInTheInventoryAndNothingIsFound() throws IOException {
    Path example = Path.of("../examples/returns");
    assumeTrue(Files.isDirectory(example), "examples/returns is not in this checkout");
    Settings settings = Settings.standard("test", LocalDate.of(2026, 11, 24)).withSandbox();
    IdentifyReport report = Engine.installed(settings).identify(example, "examples/returns");
    assertThat(report.findings()).isEmpty();
    assertThat(report.problems()).isEmpty();
    assertThat(report.components())
        .anySatisfy(component -> {
          assertThat(component.script()).contains("normalize.sh");
          assertThat(component.kind()).isEqualTo("shell");
          assertThat(component.place().file()).startsWith("orderd/");
        });
  }
}
