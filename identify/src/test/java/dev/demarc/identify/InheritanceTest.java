// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Inherited;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InheritanceTest {
  private record Module(String name) implements Inherited {}

  private record Toolchain(String name) implements Inherited {}

  private record Local(String name) {}

  @Test
  void nearestOfEachClassIsSeenBelow() {
    Inheritance inheritance =
        new Inheritance(
            Map.of(
                "", files(new Module("root"), new Toolchain("root"), new Local("root")),
                "a", files(new Local("a")),
                "a/b", files(new Module("inner")),
                "a/b/c", files()));
    assertThat(inheritance.of("a")).containsExactly(new Module("root"), new Toolchain("root"));
    assertThat(inheritance.of("a/b")).containsExactly(new Toolchain("root"));
    assertThat(inheritance.of("a/b/c")).containsExactly(new Module("inner"), new Toolchain("root"));
    assertThat(inheritance.of("ab")).containsExactly(new Module("root"), new Toolchain("root"));
    assertThat(inheritance.of("")).isEmpty();
  }

  private static OtherFiles files(Object... facts) {
    OtherFiles files = new OtherFiles();
    files.facts().addAll(List.of(facts));
    return files;
  }
}
