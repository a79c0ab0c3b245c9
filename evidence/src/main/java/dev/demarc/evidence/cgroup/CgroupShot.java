// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Shot;
import dev.demarc.evidence.machine.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the groups of processes and all groups above them, each group once, and of the mounts only
 * those of cgroups: other lines of mountinfo name paths that are nobody's business.
 */
public final class CgroupShot implements Shot {
  /** The mounts of whoever takes the snapshot: cgroup files are read by them. */
  static final String OWN_MOUNTS = "proc/self/mountinfo";

  /** The cgroup namespace of whoever takes the snapshot: paths of groups are relative to it. */
  static final String OWN_NAMESPACE = "proc/self/ns/cgroup";

  private static final List<String> CPU =
      List.of(
          "cpu.stat",
          "cpu.stat.local",
          "cpu.cfs_quota_us",
          "cpu.cfs_period_us",
          "cpu.cfs_burst_us");

  private static final List<String> UNIFIED =
      List.of(
          "cpu.stat",
          "cpu.stat.local",
          "cpu.max",
          "cpu.max.burst",
          "cpu.pressure",
          "memory.max",
          "memory.current",
          "pids.max");

  private static final List<String> MEMORY =
      List.of("memory.limit_in_bytes", "memory.usage_in_bytes");

  @Override
  public List<String> filesOfEach() {
    return List.of("cgroup");
  }

  @Override
  public List<String> linksOfEach() {
    return List.of("ns/mnt");
  }

  @Override
  public void take(Machine machine, NavigableSet<Long> pids, Snapshot.Builder into) {
    List<CgroupMount> mounts = mounts(machine, OWN_MOUNTS, into);
    machine.copyLink(OWN_NAMESPACE, into);
    Set<String> groups = new HashSet<>();
    Set<String> hierarchies = new HashSet<>();
    Set<String> namespaces = new HashSet<>();
    for (long pid : pids) {
      Optional<byte[]> file = machine.copy("proc/" + pid + "/cgroup", into);
      if (file.isPresent()) {
        // most processes of a host share their groups
        String text = new String(file.get(), StandardCharsets.ISO_8859_1);
        if (hierarchies.add(text)) {
          CgroupLine.of(file.get()).forEach(line -> take(machine, line, mounts, groups, into));
        }
        Optional<String> namespace = machine.copyLink("proc/" + pid + "/ns/mnt", into);
        String mountinfo = "proc/" + pid + "/mountinfo";
        if (namespace.isPresent() && !namespaces.contains(namespace.get())) {
          mounts(machine, mountinfo, into);
          if (into.has(mountinfo)) { // else it has ended, and another one has to tell
            namespaces.add(namespace.get());
          }
        }
      }
    }
  }

  private static void take(
      Machine machine,
      CgroupLine line,
      List<CgroupMount> mounts,
      Set<String> groups,
      Snapshot.Builder into) {
    List<String> names = names(line);
    Optional<CgroupMount> mount = names.isEmpty() ? Optional.empty() : line.mount(mounts);
    if (mount.isPresent()) {
      for (CgroupTree.Rung rung : CgroupTree.rungs(line, mount.get())) {
        if (!groups.add(rung.folder())) {
          return; // so are all above it
        }
        names.forEach(name -> machine.copy(rung.folder() + "/" + name, into));
      }
    }
  }

  private static List<String> names(CgroupLine line) {
    if (line.isUnified()) {
      return UNIFIED;
    }
    Set<String> names = new HashSet<>();
    if (line.controllers().contains("cpu")) {
      names.addAll(CPU);
    }
    if (line.controllers().contains("cpuacct")) {
      names.add("cpuacct.usage");
    }
    if (line.controllers().contains("memory")) {
      names.addAll(MEMORY);
    }
    if (line.controllers().contains("pids")) {
      names.add("pids.max");
    }
    return List.copyOf(names);
  }

  /** Keeps that there is no mount, too. */
  private static List<CgroupMount> mounts(Machine machine, String path, Snapshot.Builder into) {
    Optional<byte[]> kept = machine.read(path, into).map(CgroupShot::meant);
    kept.ifPresent(lines -> into.file(path, lines));
    return kept.map(CgroupMount::of).orElse(List.of());
  }

  private static byte[] meant(byte[] mountinfo) {
    StringBuilder kept = new StringBuilder();
    new String(mountinfo, StandardCharsets.ISO_8859_1)
        .lines()
        .filter(CgroupMount::isMeant)
        .forEach(line -> kept.append(line).append('\n'));
    return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
