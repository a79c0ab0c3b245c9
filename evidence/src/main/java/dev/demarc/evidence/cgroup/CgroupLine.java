// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.machine.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a process stands in one hierarchy: a line of /proc/PID/cgroup.
 *
 * @param controllers of version 1; empty for version 2
 * @param path of the group, {@code /} for the one at the top
 */
record CgroupLine(Set<String> controllers, String path) {
  /** Linux gives no longer path (PATH_MAX). */
  private static final int LONGEST = 4096;

  CgroupLine {
    controllers = Set.copyOf(controllers);
  }

  /** The lines of a file; what is not understood is left out. */
  static List<CgroupLine> of(byte[] file) {
    List<CgroupLine> lines = new ArrayList<>();
    for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[2].startsWith("/") && parts[2].length() <= LONGEST) {
        boolean unified = parts[0].equals("0") && parts[1].isEmpty();
        Set<String> controllers = unified ? Set.of() : Set.copyOf(List.of(parts[1].split(",", -1)));
        lines.add(new CgroupLine(controllers, parts[2]));
      }
    }
    return lines;
  }

  /** The lines of a process of a snapshot; none when it has none. */
  static List<CgroupLine> of(Snapshot snapshot, long pid) {
    return snapshot.bytes("proc/" + pid + "/cgroup").map(CgroupLine::of).orElse(List.of());
  }

  boolean isUnified() {
    return controllers.isEmpty();
  }

  /** The mount that shows this hierarchy, the one that shows most of it first. */
  Optional<CgroupMount> mount(List<CgroupMount> mounts) {
    CgroupMount best = null;
    for (CgroupMount mount : mounts) {
      boolean same =
          isUnified()
              ? mount.unified()
              : !mount.unified() && mount.controllers().containsAll(controllers);
      if (same
          && mount.below(path).isPresent()
          && (best == null || mount.root().length() < best.root().length())) {
        best = mount;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The line of a controller: version 1 when it has it, else version 2. */
  static Optional<CgroupLine> of(String controller, List<CgroupLine> lines) {
    return lines.stream()
        .filter(line -> line.controllers.contains(controller))
        .findFirst()
        .or(() -> lines.stream().filter(CgroupLine::isUnified).findFirst());
  }
}
