// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastLineTest {

  private static final Verdict NOT_ENFORCED = Verdict.undecided(Reason.NOT_ENFORCED);
  private static final Verdict FLAKY = Verdict.undecided(Reason.FLAKY);
  private static final Verdict NOT_PROMISED = Verdict.undecided(Reason.NOT_PROMISED);

  @Test
  void saysWhatTheHostDoesNotEnforce() {
    assertThat(
            LastLine.of(
                List.of(
                    Views.dimension(Dimension.INPUT, Verdict.kept()),
                    Views.dimension(Dimension.OUTPUT, Verdict.kept()),
                    Views.dimension(Dimension.LIFECYCLE, Verdict.kept()),
                    Views.dimension(
                        Dimension.RESOURCES, NOT_ENFORCED, Views.check("cpu", NOT_ENFORCED)))))
        .isEqualTo("kept 3, undecided 1: cpu not enforced on this host (demarc doctor says how)");
  }

  @Test
  void namesWhatIsBroken() {
    assertThat(
            LastLine.of(
                List.of(
                    Views.dimension(Dimension.INPUT, Verdict.kept()),
                    Views.dimension(
                        Dimension.OUTPUT,
                        Verdict.broken(),
                        Views.check("conserve", Verdict.broken()),
                        Views.check("keys", FLAKY)))))
        .isEqualTo("kept 1, broken 1: output/conserve broken");
  }

  @Test
  void saysEachReasonOnce() {
    assertThat(
            LastLine.of(
                List.of(
                    Views.dimension(
                        Dimension.RESOURCES,
                        NOT_ENFORCED,
                        Views.check("cpu", NOT_ENFORCED),
                        Views.check("pids", NOT_ENFORCED),
                        Views.check("rss", Verdict.undecided(Reason.NOT_MEASURED))))))
        .isEqualTo(
            "undecided 1: cpu, pids not enforced on this host; rss not measured on this host"
                + " (demarc doctor says how)");
  }

  @Test
  void flakyIsNotBlamedOnTheHost() {
    assertThat(
            LastLine.of(
                List.of(Views.dimension(Dimension.OUTPUT, FLAKY, Views.check("schema", FLAKY)))))
        .isEqualTo("undecided 1: output/schema flaky");
  }

  @Test
  void nothingPromisedIsSaidOfTheDimension() {
    assertThat(LastLine.of(List.of(Views.dimension(Dimension.RESOURCES, NOT_PROMISED))))
        .isEqualTo("undecided 1: resources not promised");
  }

  @Test
  void coverageIsNeverRoundedUp() {
    assertThat(TrialText.percent(0.9999)).isEqualTo("99.9%");
    assertThat(TrialText.percent(1)).isEqualTo("100%");
    assertThat(TrialText.percent(0.95)).isEqualTo("95%");
  }
}
