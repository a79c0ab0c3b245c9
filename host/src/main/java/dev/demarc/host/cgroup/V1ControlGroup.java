// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One directory in each version 1 hierarchy, and on a hybrid host one in version 2, where a group
 * can be killed at once.
 */
final class V1ControlGroup implements ControlGroup {
  private final Map<String, Path> directories;
  private final Optional<Path> unified;

  /** The group of existing directories. */
  V1ControlGroup(Map<String, Path> directories, Optional<Path> unified) {
    this.directories = directories;
    this.unified = unified;
  }

  /** Sets limits; every file that exists for a limit must take it. */
  void limit(Limits limits) throws IOException {
    Path memory = directories.get("memory");
    if (memory != null && limits.memoryBytes().isPresent()) {
      long bytes = limits.memoryBytes().getAsLong();
      ControlFile.write(memory.resolve("memory.limit_in_bytes"), Long.toString(bytes));
      Path withSwap = memory.resolve("memory.memsw.limit_in_bytes");
      if (Files.exists(withSwap)) {
        ControlFile.write(withSwap, Long.toString(bytes + limits.swapBytes().orElse(0)));
      }
    }
    Path cpu = directories.get("cpu");
    if (cpu != null && limits.cpu().isPresent()) {
      Limits.Quota quota = limits.cpu().get();
      ControlFile.write(cpu.resolve("cpu.cfs_period_us"), Long.toString(quota.periodMicros()));
      ControlFile.write(cpu.resolve("cpu.cfs_quota_us"), Long.toString(quota.micros()));
    }
    Path cpuset = directories.get("cpuset");
    if (cpuset != null && limits.cpuset().isPresent()) {
      ControlFile.write(cpuset.resolve("cpuset.cpus"), limits.cpuset().get());
    }
    Path pids = directories.get("pids");
    if (pids != null && limits.pids().isPresent()) {
      ControlFile.write(pids.resolve("pids.max"), Long.toString(limits.pids().getAsLong()));
    }
  }

  @Override
  public List<Path> joins() {
    List<Path> files = new ArrayList<>();
    unified.ifPresent(directory -> files.add(directory.resolve("cgroup.procs")));
    directories.values().forEach(directory -> files.add(directory.resolve("cgroup.procs")));
    return files;
  }

  @Override
  public Readings read() {
    OptionalLong peak = number("memory", "memory.max_usage_in_bytes");
    OptionalLong oomKills = keyed("memory", "memory.oom_control", "oom_kill");
    OptionalLong throttled = keyed("cpu", "cpu.stat", "throttled_time");
    return new Readings(
        peak,
        cpuMicros(),
        number("pids", "pids.peak"),
        throttled.isPresent()
            ? OptionalLong.of(throttled.getAsLong() / 1000)
            : OptionalLong.empty(),
        oomKills,
        keyed("pids", "pids.events", "max"));
  }

  @Override
  public boolean populated() {
    if (unified.isPresent()) {
      return ControlFile.keyed(unified.get().resolve("cgroup.events"), "populated").orElse(0) != 0;
    }
    return !members().isEmpty();
  }

  @Override
  public List<Long> members() {
    return unified
        .or(() -> Optional.ofNullable(directories.get("pids")))
        .or(() -> Optional.ofNullable(directories.get("memory")))
        .map(directory -> ControlFile.pids(directory.resolve("cgroup.procs")))
        .orElse(List.of());
  }

  @Override
  public void kill() {
    if (unified.isPresent()) {
      try {
        ControlFile.write(unified.get().resolve("cgroup.kill"), "1");
        return;
      } catch (IOException olderKernel) {
        // before Linux 5.14: freeze, signal each, thaw
      }
    }
    Path freezer = directories.get("freezer");
    if (freezer == null) {
      ControlGroup.killMembers(this, 100);
      return;
    }
    try {
      ControlFile.write(freezer.resolve("freezer.state"), "FROZEN");
      ControlGroup.killMembers(this, 1);
      ControlFile.write(freezer.resolve("freezer.state"), "THAWED");
    } catch (IOException cannotFreeze) {
      ControlGroup.killMembers(this, 100);
    }
    ControlGroup.killMembers(this, 20);
  }

  @Override
  public List<String> remove(Duration atMost) {
    List<Path> all = new ArrayList<>(directories.values());
    unified.ifPresent(all::add);
    return ControlGroup.removeAll(all, atMost);
  }

  private OptionalLong cpuMicros() {
    if (unified.isPresent()) {
      OptionalLong usage = ControlFile.keyed(unified.get().resolve("cpu.stat"), "usage_usec");
      if (usage.isPresent()) {
        return usage;
      }
    }
    OptionalLong nanos = number("cpuacct", "cpuacct.usage");
    return nanos.isPresent() ? OptionalLong.of(nanos.getAsLong() / 1000) : OptionalLong.empty();
  }

  private OptionalLong number(String controller, String file) {
    Path directory = directories.get(controller);
    return directory == null ? OptionalLong.empty() : ControlFile.number(directory.resolve(file));
  }

  private OptionalLong keyed(String controller, String file, String key) {
    Path directory = directories.get(controller);
    return directory == null
        ? OptionalLong.empty()
        : ControlFile.keyed(directory.resolve(file), key);
  }
}
