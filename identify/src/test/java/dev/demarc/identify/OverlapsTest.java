// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Place;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverlapsTest {
  @Test
  void pairOfTheCatalogueDecidesBeforeSeverity() {
    assertThat(
            merged(
                finding("module-proxy/sumdb-exempt-wide", Severity.HIGH, 1),
                finding("module-proxy/sumdb-off", Severity.MEDIUM, 1)))
        .containsExactly("high module-proxy/sumdb-off + module-proxy/sumdb-exempt-wide");
    assertThat(
            merged(
                finding("link-flags/target-missing", Severity.HIGH, 1),
                finding("link-flags/make-empty-subst", Severity.LOW, 1)))
        .containsExactly("high link-flags/make-empty-subst + link-flags/target-missing");
  }

  @Test
  void pairsMergeAcrossRisks() {
    assertThat(
            merged(
                finding("http-timeouts/transport-per-call", Severity.MEDIUM, 1),
                finding("tls-resumption/config-built-hot", Severity.MEDIUM, 1),
                finding("http-timeouts/http2-silently-off", Severity.LOW, 1)))
        .containsExactly(
            "medium http-timeouts/transport-per-call + tls-resumption/config-built-hot"
                + " + http-timeouts/http2-silently-off");
    assertThat(
            merged(
                finding("build-env/runtime-env-inherited", Severity.MEDIUM, 1),
                finding("cpu-quota/gomaxprocs-over-limit", Severity.MEDIUM, 1)))
        .containsExactly(
            "medium cpu-quota/gomaxprocs-over-limit + build-env/runtime-env-inherited");
  }

  @Test
  void rulesOfDifferentRisksAreBothReportedOtherwise() {
    assertThat(
            merged(
                finding("module-proxy/unpinned-tool", Severity.MEDIUM, 1),
                finding("format-gate/write-without-diff", Severity.MEDIUM, 1)))
        .hasSize(2);
  }

  @Test
  void twoFaultsOfOneRiskAreBothReported() {
    assertThat(
            merged(
                finding("module-proxy/insecure-transport", Severity.HIGH, 1),
                finding("module-proxy/proxy-fallback-any-error", Severity.MEDIUM, 1)))
        .hasSize(2);
    assertThat(
            merged(
                finding("http-timeouts/client-no-timeout", Severity.HIGH, 1),
                finding("http-timeouts/transport-per-call", Severity.MEDIUM, 1)))
        .hasSize(2);
  }

  @Test
  void cargoCultAtMediumKeepsTheHigherSeverityOfTheLoser() {
    assertThat(
            merged(
                finding("process-boundary/cargo-cult-invoke", Severity.MEDIUM, 1),
                finding("process-boundary/wait-without-bound", Severity.HIGH, 1)))
        .containsExactly(
            "high process-boundary/cargo-cult-invoke + process-boundary/wait-without-bound");
  }

  @Test
  void orderOfAChainIsThatOfTheCatalogue() {
    assertThat(
            merged(
                finding("test-state/env-restored-by-hand", Severity.HIGH, 1),
                finding("test-state/env-leak", Severity.HIGH, 1),
                finding("test-state/setenv-panics-parallel", Severity.LOW, 1)))
        .containsExactly(
            "high test-state/setenv-panics-parallel + test-state/env-leak"
                + " + test-state/env-restored-by-hand");
  }

  @Test
  void withoutAPairTheSeverityAndThenTheNameDecide() {
    assertThat(merged(finding("toy/b", Severity.HIGH, 1), finding("toy/a", Severity.LOW, 1)))
        .containsExactly("high toy/b + toy/a");
    assertThat(merged(finding("toy/b", Severity.LOW, 1), finding("toy/a", Severity.LOW, 1)))
        .containsExactly("low toy/a + toy/b");
    assertThat(merged(finding("toy/b", Severity.LOW, 1), finding("toy/a", Severity.LOW, 2)))
        .containsExactly("low toy/b", "low toy/a");
    assertThat(merged(finding("toy/a", Severity.LOW, 1), finding("toy/a", Severity.LOW, 1)))
        .hasSize(2);
  }

  @Test
  void resultDoesNotDependOnTheOrderOfTheFindings() {
    List<Finding> all =
        Arrays.asList(
            finding("test-state/env-leak", Severity.HIGH, 1),
            finding("test-state/env-with-parallel", Severity.LOW, 1),
            finding("http-timeouts/transport-per-call", Severity.MEDIUM, 1),
            finding("tls-resumption/cache-per-call", Severity.HIGH, 1),
            finding("toy/a", Severity.LOW, 2));
    List<Finding> once = new Overlaps(List.of()).merge(all);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(all, new java.util.Random(i));
      assertThat(new Overlaps(List.of()).merge(all)).isEqualTo(once);
    }
  }

  private static List<String> merged(Finding... findings) {
    return new Overlaps(List.of())
        .merge(List.of(findings)).stream().map(OverlapsTest::brief).toList();
  }

  private static String brief(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append(finding.severity()).append(' ').append(finding.rule());
    finding.evidence().stream()
        .filter(fact -> fact.kind().equals("rule"))
        .forEach(fact -> text.append(" + ").append(fact.text()));
    return text.toString();
  }

  private static Finding finding(String rule, Severity severity, int line) {
    Place place = new Place("a.go", line, 1, line, 9);
    return new Finding(
        RuleId.of(rule),
        severity,
        Maturity.INCUBATING,
        "m",
        place,
        "1:00",
        List.of(new Fact("go", "x", Optional.of(place))),
        "w",
        new Fix("f", List.of()),
        "d",
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }
}
