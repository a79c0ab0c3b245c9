// SPDX-License-Identifier: Apache-2.0
package dev.demarc.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The walls hold in Demarc's own code. */
class WallsTest {
  private static final JavaClasses DEMARC =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.demarc");

  @TestFactory
  Stream<DynamicTest> wallsHold() {
    return new Walls("dev.demarc")
        .all().stream().map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(DEMARC)));
  }

  /** An import that found nothing would let every rule pass. */
  @Test
  void everyModuleWasRead() {
    assertThat(Walls.MAY_USE.keySet())
        .allSatisfy(module ->
            assertThat(
                    DEMARC.stream()
                        .filter(type -> type.getPackageName().startsWith("dev.demarc." + module))
                        .count())
                .as("classes of %s", module)
                .isGreaterThan(2));
    assertThat(DEMARC.size()).isGreaterThan(250);
  }
}
