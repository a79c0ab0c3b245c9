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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Version 2. A group with processes may not hand controllers to its children, so the directory of
 * Demarc stands, in this order: below the root group; beside the own group, where that is allowed;
 * below the own group, after this process has moved itself into a leaf there.
 */
final class V2ControlGroups implements ControlGroups {
  private static final List<String> CONTROLLERS = List.of("memory", "pids", "cpu", "cpuset");
  private static final String LEAF = "demarc.self";
  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              "memory", "memory.max",
              "swap", "memory.swap.max",
              "cpu", "cpu.max",
              "cpuset", "cpuset.cpus",
              "pids", "pids.max",
              "killAll", "cgroup.kill"));

  private final Path directory;
  private volatile Set<String> absent = Set.of();

  private V2ControlGroups(Path directory) {
    this.directory = directory;
  }

  static Opening open(Layout layout, String instance, Limits limits) {
    Path own = layout.unified().orElseThrow(() -> new IllegalStateException("no cgroup2 mount"));
    try {
      Path base = base(layout, own);
      Path shared = base.resolve(ROOT);
      Path directory = shared.resolve(instance);
      ControlFile.make(shared);
      hand(base);
      hand(shared);
      ControlFile.make(directory);
      hand(directory);
      return new Opening(Optional.of(new V2ControlGroups(directory)), List.of());
    } catch (IOException problem) {
      return new Opening(Optional.empty(), refused(limits, String.valueOf(problem.getMessage())));
    }
  }

  private static Path base(Layout layout, Path own) throws IOException {
    if (!Files.exists(own.resolve("cgroup.type"))) { // the root group has no such file
      return own;
    }
    Path parent = own.getParent();
    boolean below = layout.unifiedRoot().map(mount -> !own.equals(mount)).orElse(false);
    if (below && parent != null && beside(parent)) {
      return parent;
    }
    leave(own);
    return own;
  }

  private static List<Setting> refused(Limits limits, String why) {
    List<Setting> settings = new ArrayList<>();
    FILES.forEach((control, file) -> settings.add(Setting.refused(control, file, why)));
    limits.furtherFiles().keySet().forEach(file -> settings.add(Setting.refused(file, file, why)));
    return settings;
  }

  /** A sibling needs a parent that hands out memory and lets this process move across. */
  private static boolean beside(Path parent) {
    String handed = ControlFile.read(parent.resolve("cgroup.subtree_control")).orElse("");
    return Files.isWritable(parent)
        && Files.isWritable(parent.resolve("cgroup.procs"))
        && List.of(handed.split(" ", -1)).contains("memory");
  }

  /** Moves this process into a leaf; with others beside it the group hands out no controllers. */
  private static void leave(Path own) throws IOException {
    Path leaf = own.resolve(LEAF);
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      ControlFile.make(leaf);
      ControlFile.write(leaf.resolve("cgroup.procs"), self);
      if (ControlFile.pids(own.resolve("cgroup.procs")).isEmpty()) {
        return;
      }
      ControlFile.write(own.resolve("cgroup.procs"), self);
    } catch (IOException problem) {
      ControlFile.remove(leaf);
      throw problem;
    }
    ControlFile.remove(leaf);
    throw new IOException("EBUSY (other processes are in the own cgroup)");
  }

  /** What is not handed on is missing below: {@link #probe} names it, file by file. */
  private static void hand(Path from) {
    List<String> handed =
        List.of(ControlFile.read(from.resolve("cgroup.subtree_control")).orElse("").split(" ", -1));
    List<String> there =
        List.of(ControlFile.read(from.resolve("cgroup.controllers")).orElse("").split(" ", -1));
    for (String controller : CONTROLLERS) {
      if (there.contains(controller) && !handed.contains(controller)) {
        try {
          ControlFile.write(from.resolve("cgroup.subtree_control"), "+" + controller);
        } catch (IOException notDelegated) {
          // its files will be missing
        }
      }
    }
  }

  @Override
  public Layout.Mode mode() {
    return Layout.Mode.V2;
  }

  @Override
  public ControlGroup create(String run, Limits limits) throws IOException {
    if (!Files.isDirectory(directory)) { // somebody removed it: as new
      ControlFile.make(directory);
      hand(directory.resolveSibling("."));
      hand(directory);
    }
    Path own = directory.resolve(run);
    ControlFile.make(own);
    V2ControlGroup group = new V2ControlGroup(own);
    try {
      group.limit(limits, absent);
      return group;
    } catch (IOException problem) {
      group.remove(Duration.ofMillis(100));
      throw problem;
    }
  }

  @Override
  public List<Setting> probe(Limits limits) {
    Path probe = directory.resolve("probe");
    try {
      ControlFile.make(probe);
    } catch (IOException problem) {
      return refused(limits, String.valueOf(problem.getMessage()));
    }
    List<Setting> settings = new ArrayList<>();
    Map<String, String> files = V2ControlGroup.files(limits);
    settings.add(counted(probe, "memory", "memory.max", "memory.peak", files));
    settings.add(counted(probe, "swap", "memory.swap.max", "memory.swap.max", files));
    if (files.containsKey("cpu.max")) {
      settings.add(counted(probe, "cpu", "cpu.max", "cpu.max", files));
    }
    if (files.containsKey("cpuset.cpus")) {
      settings.add(counted(probe, "cpuset", "cpuset.cpus", "cpuset.cpus", files));
    }
    settings.add(counted(probe, "pids", "pids.max", "pids.peak", files));
    boolean kill = Files.exists(probe.resolve("cgroup.kill"));
    settings.add(
        new Setting("killAll", kill, true, "cgroup.kill", kill ? "" : "cgroup.kill: ENOENT"));
    for (Map.Entry<String, String> further : limits.furtherFiles().entrySet()) {
      settings.add(counted(probe, further.getKey(), further.getKey(), further.getKey(), files));
    }
    absent =
        files.keySet().stream()
            .filter(file -> !Files.exists(probe.resolve(file)))
            .collect(Collectors.toUnmodifiableSet());
    new V2ControlGroup(probe).remove(Duration.ofSeconds(2));
    return settings;
  }

  private static Setting counted(
      Path probe, String control, String file, String counter, Map<String, String> files) {
    boolean counted = Files.exists(probe.resolve(counter));
    String text = files.get(file);
    if (text == null) {
      String problem = Files.exists(probe.resolve(file)) ? "" : file + ": ENOENT";
      return new Setting(control, false, counted, file, problem);
    }
    String problem = ControlFile.tried(probe.resolve(file), text, rounded(file, text));
    return new Setting(control, problem.isEmpty(), counted, file, problem);
  }

  /** The kernel keeps memory in whole pages. */
  private static String rounded(String file, String text) {
    boolean pages = file.equals("memory.max") || file.equals("memory.swap.max");
    return pages ? Long.toString(Long.parseLong(text) / 4096 * 4096) : text;
  }

  @Override
  public List<Path> directories() {
    return List.of(directory);
  }

  @Override
  public Optional<Path> killFile() {
    return Optional.of(directory.resolve("cgroup.kill")).filter(Files::exists);
  }

  @Override
  public void killAll() {
    new V2ControlGroup(directory).kill();
  }

  @Override
  public void close() {
    killAll();
    ControlGroup.removeAll(List.of(directory), Duration.ofSeconds(2));
    Path shared = directory.getParent();
    if (shared != null && ControlFile.children(shared).isEmpty()) {
      ControlFile.remove(shared);
    }
  }
}
