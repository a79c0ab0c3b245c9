// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.machine.ProcNumber;
import dev.demarc.evidence.machine.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** The groups of the processes of a snapshot, found by the mounts of whoever took it. */
public final class CgroupTree {
  /** The first cgroup namespace of a host (PROC_CGROUP_INIT_INO of include/linux/proc_ns.h). */
  private static final String FIRST_NAMESPACE = "cgroup:[4026531835]";

  private final Snapshot snapshot;
  private final List<CgroupMount> mounts;
  private final Map<String, List<CgroupMount>> mountsOf;

  /** Most processes of a host share their groups: what the file of one says, the chain once. */
  private final Map<String, Optional<CgroupChain>> chains = new ConcurrentHashMap<>();

  private CgroupTree(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.mounts = CgroupMount.own(snapshot);
    this.mountsOf = mountsOf(snapshot);
  }

  /** The groups of a snapshot. */
  public static CgroupTree of(Snapshot snapshot) {
    return snapshot.view(CgroupTree.class, CgroupTree::new);
  }

  /**
   * The group of a process and those above it, of the hierarchy with the cpu controller; empty when
   * the process is not in the snapshot, or the mounts do not show its group.
   */
  public Optional<CgroupChain> chain(long pid) {
    String text = snapshot.text("proc/" + pid + "/cgroup").orElse("");
    return chains.computeIfAbsent(
        text, _ -> CgroupLine.of("cpu", CgroupLine.of(snapshot, pid)).flatMap(this::chain));
  }

  private Optional<CgroupChain> chain(CgroupLine line) {
    Optional<CgroupMount> mount = line.mount(mounts);
    if (mount.isEmpty()) {
      return Optional.empty();
    }
    List<CpuGroup> groups = new ArrayList<>();
    for (Rung rung : rungs(line, mount.get())) {
      groups.add(CpuGroup.of(snapshot, rung.path, rung.folder, line.isUnified()));
    }
    // the top group of version 2 has no cpu.max
    boolean isTop =
        !line.isUnified() || snapshot.bytes(mount.get().folder() + "/cpu.max").isEmpty();
    boolean isFirst =
        snapshot.link(CgroupShot.OWN_NAMESPACE).map(FIRST_NAMESPACE::equals).orElse(true);
    return Optional.of(new CgroupChain(groups, mount.get().root().equals("/") && isTop && isFirst));
  }

  /** One group on the way up: its path, and where its files are. */
  record Rung(String path, String folder) {}

  /** The group of a line, then each one above it up to the root of the mount. */
  static List<Rung> rungs(CgroupLine line, CgroupMount mount) {
    List<Rung> rungs = new ArrayList<>();
    String top = mount.folder();
    String root = mount.root().equals("/") ? "" : mount.root();
    String below = mount.below(line.path()).orElse("");
    while (true) {
      String path = root + below;
      rungs.add(new Rung(path.isEmpty() ? "/" : path, top + below));
      if (below.isEmpty()) {
        return rungs;
      }
      below = below.substring(0, Math.max(0, below.lastIndexOf('/')));
    }
  }

  /**
   * Whether the mounts of the process itself show its group, so that a runtime in it can read its
   * own limit; empty when its mounts are not in the snapshot.
   */
  public Optional<Boolean> showsOwnGroup(long pid) {
    Optional<CgroupLine> line = CgroupLine.of("cpu", CgroupLine.of(snapshot, pid));
    return snapshot
        .link("proc/" + pid + "/ns/mnt")
        .flatMap(same -> Optional.ofNullable(mountsOf.get(same)))
        .flatMap(seen -> line.map(one -> one.mount(seen).isPresent()));
  }

  /** The mounts of each mount namespace, by the process that stands for it. */
  private static Map<String, List<CgroupMount>> mountsOf(Snapshot snapshot) {
    Map<String, List<CgroupMount>> all = new HashMap<>();
    for (long pid : snapshot.pids()) {
      String file = "proc/" + pid + "/mountinfo";
      Optional<String> namespace = snapshot.link("proc/" + pid + "/ns/mnt");
      Optional<byte[]> mounts = snapshot.bytes(file);
      if (namespace.isPresent() && mounts.isPresent()) {
        all.putIfAbsent(namespace.get(), CgroupMount.of(mounts.get()));
      }
    }
    return all;
  }

  /** The tightest memory limit of the group and those above it, in bytes; empty is none. */
  public OptionalLong memoryLimitBytes(long pid) {
    Optional<CgroupLine> line = CgroupLine.of("memory", CgroupLine.of(snapshot, pid));
    Optional<CgroupMount> mount = line.flatMap(one -> one.mount(mounts));
    if (mount.isEmpty()) {
      return OptionalLong.empty();
    }
    // version 1 writes 2^63 less a page where there is no limit, which is no number here
    String name = line.get().isUnified() ? "memory.max" : "memory.limit_in_bytes";
    return rungs(line.get(), mount.get()).stream()
        .flatMap(rung -> snapshot.text(rung.folder + "/" + name).stream())
        .flatMap(text -> ProcNumber.decimal(text).stream())
        .mapToLong(Long::longValue)
        .min();
  }
}
