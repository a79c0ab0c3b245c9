// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Isolation;
import dev.demarc.contract.Level;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A host without cgroups: less is enforced, and what is missing is named. */
class PlainIsolationTest extends IsolationTest {
  @Override
  Setup setup() {
    return Setup.ofHost().withoutCgroups();
  }

  @Test
  void missingControlsAreNamedWithTheirCause() {
    try (Boundary boundary = open(Sample.command("true").memory(64 << 20).pids(10))) {
      assertThat(boundary.level()).isLessThan(Level.L2);
      assertThat(boundary.controls())
          .filteredOn(control -> List.of("memory", "pids", "killAll").contains(control.control()))
          .hasSize(3)
          .noneMatch(ControlState::enforced)
          .noneMatch(ControlState::measured)
          .allMatch(control -> control.problem().contains("no cgroup file system"));
      assertThat(boundary.controls())
          .filteredOn(control -> control.control().equals("openFiles"))
          .allMatch(ControlState::enforced);
    }
  }

  @Test
  void contractThatInsistsIsRefused() {
    Isolation insists =
        new Isolation(
            Level.L0,
            List.of("pids"),
            "host",
            List.of(),
            List.of(),
            Bytes.of(1 << 20),
            "Unconfined",
            OptionalInt.empty());
    assertThatThrownBy(() -> open(Sample.command("true").pids(10).isolation(insists)))
        .isInstanceOfSatisfying(
            DemarcException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(DemarcException.Kind.CANNOT))
        .hasMessageContaining("isolation.require pids is not met");
  }
}
