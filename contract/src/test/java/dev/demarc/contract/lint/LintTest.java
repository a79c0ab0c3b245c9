// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.source.ContractReader;
import dev.demarc.contract.source.Problem;
import dev.demarc.contract.source.SampleContracts;
import dev.demarc.contract.source.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
  private static final Path GOLDEN = Path.of("src/test/resources/lint.golden.txt");

  @TempDir Path folder;

  private Lint.Report lint(Path file) {
    return Lint.report(ContractReader.examine(file), TODAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"returns.contract.yaml", "returns.ungoverned.contract.yaml"})
  void theShippedContractsHaveNoErrorAndAStatedChoiceIsNoFinding(String name) {
    Lint.Report report = lint(SampleContracts.write(folder, SampleContracts.text(name)));
    assertThat(report.problems())
        .noneMatch(problem -> problem.severity() == Severity.HIGH)
        .extracting(Problem::rule)
        .doesNotContain("IN-BOM-UNSET", "IN-CSV-SHIFT", "IN-CSV-NEWLINE");
  }

  /** Run with {@code -Dupdate} to write the golden file anew. */
  @Test
  void theOutputIsTheGoldenOne() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name :
        List.of(
            "minimal",
            "rates-saas",
            "returns",
            "returns.ungoverned",
            "scorer",
            "scorer-fallback")) {
      Path file = SampleContracts.write(folder, SampleContracts.text(name + ".contract.yaml"));
      lint(file)
          .problems()
          .forEach(
              problem -> text.append(problem.text().replace(file.toString(), name)).append('\n'));
    }
    if (System.getProperty("update") != null) {
      Files.writeString(GOLDEN, text);
    }
    assertThat(text.toString()).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void problemsOfReadingAreInIt() {
    Lint.Report report = lint(SampleContracts.returns(folder, "bom: strip", "bom: stripp"));
    assertThat(report.problems()).extracting(Problem::rule).contains("DOC-SCHEMA");
  }

  private Lint.Report marked(String mark) {
    return lint(
        SampleContracts.returns(
            folder,
            "        amount: {type: number",
            "        # demarc:ignore " + mark + "\n        amount: {type: number"));
  }

  @Test
  void aMarkSuppressesItsRuleOnTheNextLineAndIsCounted() {
    Lint.Report report = marked("SCH-FLOAT-MONEY until=2026-12-31 reason=read as a decimal");
    assertThat(report.ignored()).isEqualTo(1);
    assertThat(report.problems())
        .extracting(Problem::rule)
        .doesNotContain("SCH-FLOAT-MONEY", "DOC-IGNORE");
  }

  @Test
  void aMarkBehindCodeCountsForItsLineAndOneAtTheTopForTheFile() {
    Lint.Report behind =
        lint(
            SampleContracts.returns(
                folder,
                "amount: {type: number, minimum: 0, maximum: 1000000}",
                "amount: {type: number, minimum: 0, maximum: 1000000} # demarc:ignore"
                    + " SCH-FLOAT-MONEY until=2026-06-01 reason=decimal"));
    assertThat(behind.ignored()).isEqualTo(1);
    Lint.Report top =
        lint(
            SampleContracts.write(
                folder,
                "# demarc:ignore SCH-INT-RANGE until=2026-12-31 reason=no doubles here\n"
                    + SampleContracts.text("returns.contract.yaml")));
    assertThat(top.ignored()).isEqualTo(2);
    assertThat(top.problems()).extracting(Problem::rule).doesNotContain("SCH-INT-RANGE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "SCH-FLOAT-MONEY until=2026-05-31 reason=x|it expired on 2026-05-31.",
        "SCH-FLOAT-MONEY until=soon reason=x|'soon' is no date YYYY-MM-DD.",
        "SCH-FLOAT-MONEY reason=x|it has no until=YYYY-MM-DD.",
        "SCH-FLOAT-MONEY until=2026-12-31|it has no reason=….",
        "SCH-FLOAT until=2026-12-31 reason=x|'SCH-FLOAT' is no lint rule that can be ignored.",
        "IN-CSV-PK until=2026-12-31 reason=x|it suppresses nothing.",
      })
  void aMarkThatDoesNotCountIsAFinding(String mark, String why) {
    Lint.Report report = marked(mark);
    assertThat(report.ignored()).isZero();
    assertThat(report.problems()).extracting(Problem::rule).contains("SCH-FLOAT-MONEY");
    assertThat(report.problems())
        .filteredOn(problem -> problem.rule().equals("DOC-IGNORE"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.message()).endsWith(why);
          assertThat(problem.line()).isEqualTo(38);
        });
  }
}
