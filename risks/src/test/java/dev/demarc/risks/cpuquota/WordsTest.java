// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.machine.Bundle;
import dev.demarc.identify.Engine;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Settings;
import dev.demarc.identify.forensics.Examination;
import dev.demarc.identify.forensics.Exhibit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report tells to do, or wants to see, is about the case at hand. */
class WordsTest {
  private static final Path HOME = Path.of("src/main/java/dev/demarc/risks/cpuquota/fixtures");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throttled/good-short | 52 periods were seen and the quota stopped the group in 9 of them; 100 are wanted.",
        "gomaxprocs-over-quota/bad-least | Go reads this quota, and by design its default goes no lower than 2",
        "gomaxprocs-over-quota/bad-old-go-line | Build with a go line of 1.25 or above (or //go:debug",
        "gomaxprocs-over-quota/bad-older-go | Build with Go 1.25 or later and a go line of 1.25",
        "parent-quota-unseen/bad-pod | Set GOMAXPROCS=3, or put the limit on the container itself",
      })
  void fitTheCase(String bundle, String words) throws IOException {
    Settings settings = Settings.standard("test", LocalDate.of(2026, 11, 24)).withSandbox();
    Exhibit seen =
        new Exhibit.Seen(Bundle.read(HOME.resolve(bundle), "b").watch().orElseThrow(), false);
    IdentifyReport report =
        new Examination(settings, Engine.of(settings, List.of(new CpuQuota())))
            .of(List.of(seen), List.of());
    List<String> said = new ArrayList<>();
    report.findings().forEach(one -> said.add(one.fix().toString()));
    report.examined().undecided().forEach(one -> said.add(one.message()));
    assertThat(said).anySatisfy(text -> assertThat(text).contains(words));
  }
}
