// SPDX-License-Identifier: Apache-2.0
package dev.demarc.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Each wall is hit by a violation planted for it: a rule that cannot fail says nothing. */
class PlantedTest {
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");
  private final Walls walls = new Walls("planted");

  private static void hit(ArchRule rule, String... words) {
    assertThat(rule.evaluate(PLANTED).getFailureReport().toString()).contains(words);
  }

  @Test
  void forbiddenImport() {
    hit(walls.layers(), "ReachesUp", "Cell");
  }

  @Test
  void cycleOfPackages() {
    hit(walls.noCyclesBetweenPackages(), "Cycle detected", "report.text");
  }

  @Test
  void nativeCodeOutsideHost() {
    hit(walls.foreignCodeOnlyInHost(), "java.lang.foreign.Arena");
  }

  @Test
  void processOutsideHostAndIsolate() {
    hit(walls.processesOnlyInHostAndIsolate(), "ProcessBuilder");
  }

  @Test
  void printOutsideCli() {
    hit(walls.printsOnlyInCli(), "System.out");
  }

  @Test
  void legacyTypes() {
    hit(walls.noLegacy(), "java.util.Date");
  }

  @Test
  void packageWithoutNullMarked() {
    hit(walls.everyPackageIsNullMarked(), "planted.report has no @NullMarked");
  }
}
