// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures are read from files as the kernels write them; the files here are copies of such. */
class ControlGroupsTest {
  private static final Limits LIMITS =
      new Limits(
          OptionalLong.of(10_000_000),
          OptionalLong.of(0),
          Optional.of(new Limits.Quota(50_000, 100_000)),
          Optional.of("0-1"),
          OptionalLong.of(32),
          Map.of("memory.high", "9000000"));

  @TempDir Path root;

  @Test
  void limitsBecomeTheFilesOfVersionTwo() {
    assertThat(V2ControlGroup.files(LIMITS))
        .containsExactly(
            Map.entry("cpu.max", "50000 100000"),
            Map.entry("cpuset.cpus", "0-1"),
            Map.entry("memory.high", "9000000"),
            Map.entry("memory.max", "10000000"),
            Map.entry("memory.swap.max", "0"),
            Map.entry("pids.max", "32"));
    assertThat(V2ControlGroup.files(Limits.NONE)).isEmpty();
  }

  @Test
  void figuresOfVersionTwo() throws IOException {
    write("memory.peak", "7340032\n");
    write("memory.events", "low 0\nhigh 0\nmax 41\noom 1\noom_kill 2\noom_group_kill 1\n");
    write("cpu.stat", "usage_usec 2046000\nuser_usec 1\nnr_throttled 40\nthrottled_usec 500\n");
    write("pids.peak", "5\n");
    write("pids.events", "max 3\n");
    write("cgroup.events", "populated 1\nfrozen 0\n");
    write("cgroup.procs", "41\n42\n");
    V2ControlGroup group = new V2ControlGroup(root);
    assertThat(group.read())
        .isEqualTo(
            new Readings(
                OptionalLong.of(7_340_032),
                OptionalLong.of(2_046_000),
                OptionalLong.of(5),
                OptionalLong.of(500),
                OptionalLong.of(2),
                OptionalLong.of(3)));
    assertThat(group.populated()).isTrue();
    assertThat(group.members()).containsExactly(41L, 42L);
    assertThat(group.joins()).containsExactly(root.resolve("cgroup.procs"));
  }

  @Test
  void figuresThatAKernelDoesNotCountAreEmptyAndNeverZero() throws IOException {
    write("memory.peak", "max\n");
    write("memory.events", "oom_kill\n");
    assertThat(new V2ControlGroup(root).read()).isEqualTo(Readings.NONE);
    assertThat(new V1ControlGroup(Map.of(), Optional.empty()).read()).isEqualTo(Readings.NONE);
  }

  @Test
  void figuresOfVersionOne() throws IOException {
    write("memory.max_usage_in_bytes", "67108864\n");
    write("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
    write("cpu.stat", "nr_periods 45\nnr_throttled 40\nthrottled_time 2000000\n");
    write("cpuacct.usage", "1990000000\n");
    write("pids.peak", "9\n");
    write("pids.events", "max 0\n");
    Map<String, Path> all = Map.of("memory", root, "cpu", root, "cpuacct", root, "pids", root);
    assertThat(new V1ControlGroup(all, Optional.empty()).read())
        .isEqualTo(
            new Readings(
                OptionalLong.of(67_108_864),
                OptionalLong.of(1_990_000),
                OptionalLong.of(9),
                OptionalLong.of(2000),
                OptionalLong.of(1),
                OptionalLong.of(0)));
  }

  @Test
  void memoryOfVersionOneIsLimitedTogetherWithSwap() throws IOException {
    for (String file :
        new String[] {"memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "pids.max"}) {
      write(file, "");
    }
    new V1ControlGroup(Map.of("memory", root, "pids", root), Optional.empty()).limit(LIMITS);
    assertThat(root.resolve("memory.limit_in_bytes")).hasContent("10000000");
    assertThat(root.resolve("memory.memsw.limit_in_bytes")).hasContent("10000000");
    assertThat(root.resolve("pids.max")).hasContent("32");
  }

  @Test
  void whatCannotBeWrittenIsSaidWithFileAndErrno() throws IOException {
    assertThat(ControlFile.tried(root.resolve("cpu.max"), "1", "1")).isEqualTo("cpu.max: ENOENT");
    write("pids.max", "");
    assertThat(ControlFile.tried(root.resolve("pids.max"), "32", "31"))
        .isEqualTo("pids.max: wrote 32, read back 32");
    assertThat(ControlFile.tried(root.resolve("pids.max"), "32", "32")).isEmpty();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(root.resolve(file), text);
  }
}
