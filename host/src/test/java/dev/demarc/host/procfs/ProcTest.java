// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcTest {
  @Test
  void nameWithSpacesAndParenthesesDoesNotShiftTheFields() {
    String line =
        "42 (a) b (c) S 7 8 9 0 -1 4194304 1 2 3 4 500 600 0 0 20 0 1 0 12345 1000 10 0 0";
    assertThat(ProcessStat.parse(line))
        .hasValue(new ProcessStat(42, "a) b (c", 'S', 7, 8, 9, 500, 600, 12345));
  }

  @Test
  void brokenLinesAreNoProcess() {
    for (String line : List.of("", "42", "42 (x", "42 (x) S", "x (y) S 1 2 3", ")(", "1 (a) ")) {
      assertThat(ProcessStat.parse(line)).as(line).isEmpty();
    }
  }

  @Test
  void ownProcessIsThere() {
    Proc proc = Proc.here();
    long self = ProcessHandle.current().pid();
    assertThat(proc.stat(self)).hasValueSatisfying(stat -> assertThat(stat.alive()).isTrue());
    assertThat(proc.peakResident(self).orElse(0)).isGreaterThan(1_000_000);
    assertThat(proc.processes()).extracting(ProcessStat::pid).contains(self);
    String home = "PATH=" + System.getenv("PATH");
    assertThat(proc.startedWith(self, home)).isTrue();
    assertThat(proc.startedWith(self, home.substring(1))).isFalse();
  }

  @Test
  void processThatIsGoneGivesNothing() {
    Proc proc = Proc.here();
    assertThat(proc.stat(1L << 40)).isEmpty();
    assertThat(proc.peakResident(1L << 40)).isEmpty();
    assertThat(proc.startedWith(1L << 40, "A=b")).isFalse();
  }

  @Test
  void mountLinesAreReadWithEscapesAndOptionalFields() {
    String line =
        "36 35 98:0 /mnt\\0401 /a\\040b rw,noatime master:1 shared:2 - cgroup cgroup rw,cpu,cpuacct";
    assertThat(MountPoint.parse(List.of("nonsense", "1 2 - x", line)))
        .containsExactly(
            new MountPoint("/mnt 1", "/a b", "cgroup", List.of("rw", "cpu", "cpuacct")));
  }

  @Test
  void cgroupLinesKeepColonsOfTheirPath() {
    assertThat(CgroupPath.parse(List.of("4:cpu,cpuacct:/a:b", "0::/user.slice", "broken")))
        .containsExactly(
            new CgroupPath(List.of("cpu", "cpuacct"), "/a:b"),
            new CgroupPath(List.of(), "/user.slice"));
  }
}
