// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** One directory of version 2. */
final class V2ControlGroup implements ControlGroup {
  private final Path directory;

  /** The group of an existing directory. */
  V2ControlGroup(Path directory) {
    this.directory = directory;
  }

  /** The files of limits with their text, as far as they are set. */
  static Map<String, String> files(Limits limits) {
    Map<String, String> files = new TreeMap<>(limits.furtherFiles());
    limits
        .memoryBytes()
        .ifPresent(bytes -> {
          files.put("memory.max", Long.toString(bytes));
          files.put("memory.swap.max", Long.toString(limits.swapBytes().orElse(0)));
        });
    limits
        .cpu()
        .ifPresent(quota -> files.put("cpu.max", quota.micros() + " " + quota.periodMicros()));
    limits.cpuset().ifPresent(list -> files.put("cpuset.cpus", list));
    limits.pids().ifPresent(count -> files.put("pids.max", Long.toString(count)));
    return files;
  }

  /**
   * Sets limits.
   *
   * @param absent files that this host lacks: the probe has named them
   */
  void limit(Limits limits, Set<String> absent) throws IOException {
    for (Map.Entry<String, String> file : files(limits).entrySet()) {
      if (!absent.contains(file.getKey())) {
        ControlFile.write(directory.resolve(file.getKey()), file.getValue());
      }
    }
    Path together = directory.resolve("memory.oom.group");
    boolean said = limits.unified().containsKey("memory.oom.group");
    if (limits.memoryBytes().isPresent() && !said && Files.exists(together)) {
      ControlFile.write(together, "1");
    }
  }

  @Override
  public List<Path> joins() {
    return List.of(directory.resolve("cgroup.procs"));
  }

  @Override
  public Readings read() {
    return new Readings(
        ControlFile.number(directory.resolve("memory.peak")),
        keyed("cpu.stat", "usage_usec"),
        ControlFile.number(directory.resolve("pids.peak")),
        keyed("cpu.stat", "throttled_usec"),
        keyed("memory.events", "oom_kill"),
        keyed("pids.events", "max"));
  }

  @Override
  public boolean populated() {
    return keyed("cgroup.events", "populated").orElse(0) != 0;
  }

  @Override
  public List<Long> members() {
    return ControlFile.pids(directory.resolve("cgroup.procs"));
  }

  @Override
  public void kill() {
    try {
      ControlFile.write(directory.resolve("cgroup.kill"), "1");
    } catch (IOException olderKernel) {
      ControlGroup.killMembers(this, 100); // before Linux 5.14
    }
  }

  @Override
  public List<String> remove(Duration atMost) {
    return ControlGroup.removeAll(List.of(directory), atMost);
  }

  private OptionalLong keyed(String file, String key) {
    return ControlFile.keyed(directory.resolve(file), key);
  }
}
