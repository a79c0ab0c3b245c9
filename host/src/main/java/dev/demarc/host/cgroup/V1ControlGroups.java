// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Version 1, and hybrid: limits by version 1, killing by version 2 where it is mounted. */
final class V1ControlGroups implements ControlGroups {
  private static final long PAGE = 4096;
  private static final String UNIFIED = "unified";
  private static final String NO_HIERARCHY = "this host has no such hierarchy";

  private final Layout.Mode mode;
  private final Map<String, Path> directories;
  private final Optional<Path> unified;
  private final Map<String, String> problems;

  private V1ControlGroups(
      Layout.Mode mode,
      Map<String, Path> directories,
      Optional<Path> unified,
      Map<String, String> problems) {
    this.mode = mode;
    this.directories = directories;
    this.unified = unified;
    this.problems = problems;
  }

  static Opening open(Layout layout, String instance, Limits limits) {
    Map<String, String> problems = new TreeMap<>();
    Optional<Path> unified =
        layout.unified().flatMap(own -> make(own, instance, UNIFIED, problems));
    Map<String, Path> directories = new LinkedHashMap<>();
    for (String controller : wanted(limits, unified.isPresent())) {
      Path own = layout.controllers().get(controller);
      if (own == null) {
        problems.put(controller, NO_HIERARCHY);
      } else {
        make(own, instance, controller, problems)
            .ifPresent(directory -> directories.put(controller, directory));
      }
    }
    V1ControlGroups groups = new V1ControlGroups(layout.mode(), directories, unified, problems);
    return directories.isEmpty() && unified.isEmpty()
        ? new Opening(Optional.empty(), groups.settings(limits))
        : new Opening(Optional.of(groups), List.of());
  }

  private static List<String> wanted(Limits limits, boolean unified) {
    List<String> wanted = new ArrayList<>(List.of("memory", "pids"));
    if (limits.cpu().isPresent()) {
      wanted.add("cpu");
    }
    if (limits.cpuset().isPresent()) {
      wanted.add("cpuset");
    }
    if (!unified) {
      wanted.add("freezer");
      wanted.add("cpuacct");
    }
    return wanted;
  }

  private static Optional<Path> make(
      Path own, String instance, String controller, Map<String, String> problems) {
    Path root = own.resolve(ROOT);
    Path directory = root.resolve(instance);
    try {
      ControlFile.make(directory);
      if (controller.equals("cpuset")) {
        inherit(own, root);
        inherit(root, directory);
      }
      return Optional.of(directory);
    } catch (IOException problem) {
      problems.put(controller, String.valueOf(problem.getMessage()));
      return Optional.empty();
    }
  }

  /** A version 1 cpuset is empty until both files are set, and an empty one takes no process. */
  private static void inherit(Path from, Path to) throws IOException {
    for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
      if (ControlFile.read(to.resolve(file)).orElse("").isEmpty()) {
        ControlFile.write(to.resolve(file), ControlFile.read(from.resolve(file)).orElse(""));
      }
    }
  }

  @Override
  public Layout.Mode mode() {
    return mode;
  }

  @Override
  public ControlGroup create(String run, Limits limits) throws IOException {
    V1ControlGroup group = make(run);
    try {
      group.limit(limits);
      return group;
    } catch (IOException problem) {
      group.remove(Duration.ofMillis(100));
      throw problem;
    }
  }

  private V1ControlGroup make(String run) throws IOException {
    Map<String, Path> own = new LinkedHashMap<>();
    for (Map.Entry<String, Path> entry : directories.entrySet()) {
      Path directory = entry.getValue().resolve(run);
      ControlFile.make(directory);
      if (entry.getKey().equals("cpuset")) {
        inherit(entry.getValue(), directory);
      }
      own.put(entry.getKey(), directory);
    }
    Optional<Path> killed = unified.map(directory -> directory.resolve(run));
    if (killed.isPresent()) {
      ControlFile.make(killed.get());
    }
    return new V1ControlGroup(own, killed);
  }

  @Override
  public List<Setting> probe(Limits limits) {
    V1ControlGroup group;
    try {
      group = make("probe");
    } catch (IOException problem) {
      String why = String.valueOf(problem.getMessage());
      return List.of(
          Setting.refused("memory", "memory.limit_in_bytes", why),
          Setting.refused("pids", "pids.max", why),
          Setting.refused("killAll", "cgroup.procs", why));
    }
    List<Setting> settings = settings(limits);
    group.remove(Duration.ofSeconds(2));
    return settings;
  }

  /** Tries every control in the group {@code probe}; where that is missing, its cause is said. */
  private List<Setting> settings(Limits limits) {
    List<Setting> settings = new ArrayList<>();
    settings.add(memory(limits));
    settings.add(swap(limits));
    limits.cpu().ifPresent(quota -> settings.add(cpu(quota)));
    limits
        .cpuset()
        .ifPresent(list -> settings.add(file("cpuset", "cpuset", "cpuset.cpus", list, list)));
    settings.add(pids(limits));
    settings.add(killing());
    limits
        .furtherFiles()
        .forEach(
            (name, text) -> settings.add(Setting.refused(name, name, "needs cgroup version 2")));
    return settings;
  }

  private Setting memory(Limits limits) {
    boolean counted = exists("memory", "memory.max_usage_in_bytes");
    if (limits.memoryBytes().isEmpty()) {
      String file = "memory.limit_in_bytes";
      return new Setting("memory", false, counted, file, missing("memory", file));
    }
    long bytes = limits.memoryBytes().getAsLong();
    String back = Long.toString(bytes - bytes % PAGE);
    Setting limit = file("memory", "memory", "memory.limit_in_bytes", Long.toString(bytes), back);
    return new Setting("memory", limit.enforced(), counted, limit.file(), limit.problem());
  }

  private Setting swap(Limits limits) {
    String file = "memory.memsw.limit_in_bytes";
    if (limits.memoryBytes().isEmpty()) {
      return new Setting("swap", false, false, file, "");
    }
    if (directories.containsKey("memory") && !exists("memory", file)) {
      return Setting.refused("swap", file, "ENOENT (kernel without swap accounting)");
    }
    long bytes = limits.memoryBytes().getAsLong() + limits.swapBytes().orElse(0);
    return file("swap", "memory", file, Long.toString(bytes), Long.toString(bytes - bytes % PAGE));
  }

  private Setting cpu(Limits.Quota quota) {
    Setting period =
        file(
            "cpu",
            "cpu",
            "cpu.cfs_period_us",
            Long.toString(quota.periodMicros()),
            Long.toString(quota.periodMicros()));
    Setting share =
        file(
            "cpu",
            "cpu",
            "cpu.cfs_quota_us",
            Long.toString(quota.micros()),
            Long.toString(quota.micros()));
    return period.enforced() ? share : period;
  }

  private Setting pids(Limits limits) {
    boolean counted = exists("pids", "pids.peak");
    if (limits.pids().isEmpty()) {
      return new Setting("pids", false, counted, "pids.max", missing("pids", "pids.max"));
    }
    String text = Long.toString(limits.pids().getAsLong());
    Setting limit = file("pids", "pids", "pids.max", text, text);
    return new Setting("pids", limit.enforced(), counted, limit.file(), limit.problem());
  }

  private Setting killing() {
    boolean atOnce =
        unified.isPresent() && Files.exists(unified.get().resolve("probe/cgroup.kill"));
    boolean frozen = exists("freezer", "freezer.state");
    if (atOnce || frozen) {
      return new Setting("killAll", true, true, atOnce ? "cgroup.kill" : "freezer.state", "");
    }
    return problems.containsKey(UNIFIED)
        ? Setting.refused("killAll", "cgroup.kill", problems.get(UNIFIED))
        : Setting.refused("killAll", "freezer.state", problems.getOrDefault("freezer", "ENOENT"));
  }

  private Setting file(String control, String controller, String file, String text, String back) {
    Path directory = directories.get(controller);
    String problem =
        directory == null
            ? missing(controller, file)
            : ControlFile.tried(directory.resolve("probe").resolve(file), text, back);
    return new Setting(control, problem.isEmpty(), problem.isEmpty(), file, problem);
  }

  private boolean exists(String controller, String file) {
    Path directory = directories.get(controller);
    return directory != null && Files.exists(directory.resolve("probe").resolve(file));
  }

  private String missing(String controller, String file) {
    return directories.containsKey(controller)
        ? ""
        : file + ": " + problems.getOrDefault(controller, NO_HIERARCHY);
  }

  @Override
  public List<Path> directories() {
    List<Path> all = new ArrayList<>(directories.values());
    unified.ifPresent(all::add);
    return all;
  }

  @Override
  public Optional<Path> killFile() {
    return unified.map(directory -> directory.resolve("cgroup.kill")).filter(Files::exists);
  }

  @Override
  public void killAll() {
    new V1ControlGroup(directories, unified).kill();
    for (Path directory : directories()) {
      ControlFile.children(directory).stream()
          .map(child -> new V1ControlGroup(Map.of("pids", child), Optional.empty()))
          .forEach(group -> ControlGroup.killMembers(group, 20));
    }
  }

  @Override
  public void close() {
    killAll();
    ControlGroup.removeAll(directories(), Duration.ofSeconds(2));
    directories().forEach(V1ControlGroups::removeShared);
  }

  /** The shared directory goes with its last instance; rmdir refuses it as long as there is one. */
  private static void removeShared(Path directory) {
    Path shared = directory.getParent();
    if (shared != null && ControlFile.children(shared).isEmpty()) {
      ControlFile.remove(shared);
    }
  }
}
