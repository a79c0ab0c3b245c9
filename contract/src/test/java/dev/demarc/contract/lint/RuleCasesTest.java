// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.source.ContractReader;
import dev.demarc.contract.source.Problem;
import dev.demarc.contract.source.Reading;
import dev.demarc.contract.source.SampleContracts;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds its case and is silent on the case beside it. */
class RuleCasesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
  @TempDir Path folder;

  private List<Problem> found(LintRule rule, Path file) {
    Reading reading = ContractReader.examine(file);
    assertThat(reading.errors()).isEmpty();
    return Lint.report(reading, TODAY).problems().stream()
        .filter(problem -> problem.rule().equals(rule.id()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("dev.demarc.contract.lint.RuleCases#all")
  void findsItsCaseAndOnlyThat(RuleCases.Case one) {
    List<Problem> bad = found(one.rule(), SampleContracts.returns(folder, one.old(), one.bad()));
    assertThat(bad).isNotEmpty();
    assertThat(bad.getFirst().message()).endsWith(".");
    assertThat(bad.getFirst().fix()).isNotEmpty();
    assertThat(bad.getFirst().severity()).isEqualTo(one.rule().severity());
    int expected = one.rule() == LintRule.SCH_INT_RANGE ? 2 : 0;
    assertThat(found(one.rule(), SampleContracts.returns(folder, one.old(), one.good())))
        .hasSize(expected);
  }

  @Test
  void faultsOfEncodingAreMissed() {
    String text = SampleContracts.text("returns.contract.yaml");
    int from = text.indexOf("    faults: [");
    int to = text.indexOf("]", from) + 1;
    String without =
        text.substring(0, from) + "    faults: [crlf, ragged-less]" + text.substring(to);
    assertThat(found(LintRule.TST_FAULTS, SampleContracts.write(folder, without))).hasSize(1);
    assertThat(found(LintRule.TST_FAULTS, SampleContracts.returns(folder))).isEmpty();
  }

  @Test
  void outputsWithoutSchemaOrRelationAreFound() {
    String text = SampleContracts.text("returns.contract.yaml");
    int relations = text.indexOf("    relations:");
    int end = text.indexOf("  lifecycle:");
    String unrelated = text.substring(0, relations) + text.substring(end);
    assertThat(found(LintRule.OUT_RELATION, SampleContracts.write(folder, unrelated))).hasSize(1);
    assertThat(found(LintRule.OUT_NOSCHEMA, SampleContracts.write(folder, unrelated))).isEmpty();
    int schema = unrelated.indexOf("    itemSchema:\n");
    int lines = unrelated.indexOf("    lines:");
    String open = unrelated.substring(0, schema) + unrelated.substring(lines);
    assertThat(found(LintRule.OUT_NOSCHEMA, SampleContracts.write(folder, open))).hasSize(1);
    assertThat(found(LintRule.OUT_RELATION, SampleContracts.returns(folder))).isEmpty();
  }

  @Test
  void theBudgetOfACallerIsAddedUp() {
    assertThat(found(LintRule.LIF_BUDGET, SampleContracts.returns(folder)))
        .extracting(Problem::message)
        .containsExactly("A caller of demarc run waits at most 8s: timeout 3s and stop.within 5s.");
    assertThat(
            found(
                LintRule.LIF_BUDGET,
                SampleContracts.write(folder, SampleContracts.text("scorer.contract.yaml"))))
        .isEmpty();
  }

  @Test
  void serversWorkersAndSignalsHaveTheirRules() {
    String scorer = SampleContracts.text("scorer.contract.yaml");
    String worker = SampleContracts.text("scorer-fallback.contract.yaml");
    Path file =
        SampleContracts.write(
            folder,
            SampleContracts.changed(
                scorer,
                "listen: 127.0.0.1:8081",
                "listen: 0.0.0.0:8081",
                "metric: jvm_gc_pause_seconds, read: average",
                "metric: jvm_gc_pause_seconds_max"));
    assertThat(found(LintRule.CMP0_LISTEN, file)).hasSize(1);
    assertThat(found(LintRule.FB_MAXGAUGE, file)).hasSize(1);
    assertThat(found(LintRule.RES_JVM_CPU, file)).hasSize(1);
    Path quiet =
        SampleContracts.write(
            folder,
            SampleContracts.changed(
                scorer, "cpu: 500m", "cpu: 1", "cpu.max: '50000", "cpu.max: '100000"));
    assertThat(found(LintRule.CMP0_LISTEN, quiet)).isEmpty();
    assertThat(found(LintRule.FB_MAXGAUGE, quiet)).isEmpty();
    assertThat(found(LintRule.RES_JVM_CPU, quiet)).isEmpty();
    assertThat(found(LintRule.LIF_POOL, SampleContracts.write(folder, worker))).isEmpty();
    assertThat(
            found(
                LintRule.LIF_POOL,
                SampleContracts.write(folder, SampleContracts.changed(worker, "min: 2", "min: 9"))))
        .hasSize(1);
  }

  @Test
  void everyRuleHasACase() {
    Set<LintRule> tried = EnumSet.noneOf(LintRule.class);
    RuleCases.all().map(RuleCases.Case::rule).forEach(tried::add);
    tried.addAll(
        List.of(
            LintRule.TST_FAULTS,
            LintRule.OUT_NOSCHEMA,
            LintRule.OUT_RELATION,
            LintRule.LIF_BUDGET,
            LintRule.CMP0_LISTEN,
            LintRule.FB_MAXGAUGE,
            LintRule.RES_JVM_CPU,
            LintRule.LIF_POOL,
            LintRule.DOC_IGNORE));
    assertThat(tried).containsAll(Arrays.asList(LintRule.values()));
  }
}
