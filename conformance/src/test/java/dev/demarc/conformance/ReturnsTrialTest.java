// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Contract;
import dev.demarc.contract.source.ContractReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ReturnsTrialTest {
  private static final Path EXAMPLE = Path.of("../examples/returns");

  private static TestReport run(String file) throws InterruptedException {
    Path path = EXAMPLE.resolve(file);
    Assumptions.assumeTrue(Files.exists(path), "no example beside this module");
    Contract contract = ContractReader.read(path);
    return Trial.run(contract, contract.folder(), timing());
  }

  private static Progress timing() {
    long start = System.nanoTime();
    return (step, done, total) -> {
      if (done <= 1 || done == total) {
        System.out.println(
            (System.nanoTime() - start) / 1000000 + " " + step + " " + done + "/" + total);
      }
    };
  }

  @Test
  void governedIsKept() throws InterruptedException {
    TestReport report = run("contract.yaml");
    System.out.println(Scripts.text(report));
    assertThat(report.checks()).isNotEmpty();
  }

  @Test
  void ungovernedIsBroken() throws InterruptedException {
    TestReport report = run("ungoverned.contract.yaml");
    System.out.println(Scripts.text(report));
    assertThat(report.checks()).isNotEmpty();
  }
}
