// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.machine.ProcNumber;
import dev.demarc.evidence.machine.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The counter of CPU time of a process's own group: {@code cpuacct.usage} of version 1, in
 * nanoseconds, or {@code usage_usec} in {@code cpu.stat} of version 2. It counts all processes of
 * the group and of the groups below it, also those that have ended.
 *
 * @param group its path
 * @param file below the snapshot
 */
public record CpuUsage(String group, String file) {
  private static final String UNIFIED = "usage_usec ";

  /** That of a process; empty when the mounts do not show its group, or nothing counts for it. */
  public static Optional<CpuUsage> of(Snapshot snapshot, long pid) {
    List<CgroupMount> mounts = CgroupMount.own(snapshot);
    List<CgroupLine> lines = CgroupLine.of(snapshot, pid);
    return of("cpuacct", "cpuacct.usage", snapshot, lines, mounts)
        .or(() -> of("", "cpu.stat", snapshot, lines, mounts));
  }

  private static Optional<CpuUsage> of(
      String controller,
      String name,
      Snapshot snapshot,
      List<CgroupLine> lines,
      List<CgroupMount> mounts) {
    for (CgroupLine line : lines) {
      boolean meant =
          controller.isEmpty() ? line.isUnified() : line.controllers().contains(controller);
      Optional<CgroupMount> mount = meant ? line.mount(mounts) : Optional.empty();
      if (mount.isPresent()) {
        String file = CgroupTree.rungs(line, mount.get()).getFirst().folder() + "/" + name;
        CpuUsage usage = new CpuUsage(line.path(), file);
        if (usage.seconds(snapshot).isPresent()) {
          return Optional.of(usage);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether it is the group at the top, which counts what is in no group of its own. */
  public boolean isTop() {
    return group.equals("/");
  }

  /** Seconds of CPU time since the group began; empty when a snapshot does not have it. */
  public OptionalDouble seconds(Snapshot snapshot) {
    return file.endsWith("/cpu.stat")
        ? snapshot.lines(file).stream()
            .filter(line -> line.startsWith(UNIFIED))
            .map(line -> number(line.substring(UNIFIED.length()), 1e6))
            .findFirst()
            .orElse(OptionalDouble.empty())
        : number(snapshot.text(file).orElse(""), 1e9);
  }

  private static OptionalDouble number(String text, double unit) {
    Optional<Long> count = ProcNumber.decimal(text);
    return count.isPresent() ? OptionalDouble.of(count.get() / unit) : OptionalDouble.empty();
  }
}
