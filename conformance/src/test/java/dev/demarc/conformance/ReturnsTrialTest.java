// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Verdict;
import dev.demarc.contract.source.ContractReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example of the front page, whole. */
@Tag("slow")
class ReturnsTrialTest {
  private static final Path EXAMPLE = Path.of("../examples/returns");

  private static TestReport run(String file) throws InterruptedException {
    Path path = EXAMPLE.resolve(file);
    Assumptions.assumeTrue(Files.exists(path), "no example beside this module");
    Contract contract = ContractReader.read(path);
    return Trial.run(contract, contract.folder(), Progress.none());
  }

  @Test
  void governedScriptKeepsItsContract() throws InterruptedException {
    TestReport report = run("contract.yaml");
    for (Dimension dimension : Dimension.values()) {
      Verdict verdict = Objects.requireNonNull(report.dimensions().get(dimension));
      boolean fine =
          switch (verdict) {
            case Verdict.Kept _ -> true;
            case Verdict.Broken _ -> false;
            case Verdict.Undecided(var reason) -> reason.benign();
          };
      assertThat(fine).as(dimension + Scripts.text(report)).isTrue();
    }
    assertThat(report.items().wrong() + report.items().lost()).isZero();
    assertThat(report.coverage().get("mutants")).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void ungovernedScriptIsBrokenByTheMark() throws InterruptedException {
    TestReport report = run("ungoverned.contract.yaml");
    CheckResult relation =
        report.checks().stream()
            .filter(check -> check.name().equals("output/mark-changes-nothing"))
            .findFirst()
            .orElseThrow();
    assertThat(relation.verdict()).as(Scripts.text(report)).isEqualTo(Verdict.broken());
    byte[] smallest = relation.counterexample().orElseThrow().bytes();
    assertThat(smallest).startsWith(0xEF, 0xBB, 0xBF).hasSizeLessThan(200);
    assertThat(report.dimensions().get(Dimension.OUTPUT)).isEqualTo(Verdict.broken());
  }
}
