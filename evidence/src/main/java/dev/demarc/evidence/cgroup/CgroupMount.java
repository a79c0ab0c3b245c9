// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.machine.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A mount of a cgroup hierarchy, one line of mountinfo (proc_pid_mountinfo(5)).
 *
 * @param root the group that is mounted, {@code /} for all of them
 * @param target where
 * @param unified whether it is version 2
 * @param controllers of version 1, such as {@code cpu}
 */
record CgroupMount(String root, String target, boolean unified, Set<String> controllers) {
  CgroupMount {
    controllers = Set.copyOf(controllers);
  }

  /** Whether a line of mountinfo is about cgroups; the rest names paths that are nobody's. */
  static boolean isMeant(String line) {
    return line.contains(" - cgroup ") || line.contains(" - cgroup2 ");
  }

  /** The mounts of a file, in its order; what is not understood is left out. */
  static List<CgroupMount> of(byte[] file) {
    List<CgroupMount> mounts = new ArrayList<>();
    for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
      int dash = line.indexOf(" - ");
      if (dash < 0 || !isMeant(line)) {
        continue;
      }
      String[] left = line.substring(0, dash).split(" ", 7);
      String[] right = line.substring(dash + 3).split(" ", -1);
      if (left.length >= 6 && right.length >= 3) {
        Set<String> options = Set.copyOf(List.of(right[2].split(",", -1)));
        mounts.add(
            new CgroupMount(
                unescape(left[3]), unescape(left[4]), right[0].equals("cgroup2"), options));
      }
    }
    return mounts;
  }

  /** The mounts of whoever took a snapshot. */
  static List<CgroupMount> own(Snapshot snapshot) {
    return snapshot.bytes(CgroupShot.OWN_MOUNTS).map(CgroupMount::of).orElse(List.of());
  }

  /** The path of a group below this mount, without a slash at its end; empty when outside. */
  Optional<String> below(String path) {
    if (path.contains("/../") || path.endsWith("/..")) {
      return Optional.empty();
    }
    String plain = path.equals("/") ? "" : path;
    if (root.equals("/")) {
      return Optional.of(plain);
    }
    boolean isBelow = plain.equals(root) || plain.startsWith(root + "/");
    return isBelow ? Optional.of(plain.substring(root.length())) : Optional.empty();
  }

  /** Where the mount is, as snapshots have paths: no slash at either end. */
  String folder() {
    String folder = target;
    while (folder.startsWith("/")) {
      folder = folder.substring(1);
    }
    return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
  }

  /** Octal escapes of space, tab, line feed and backslash. */
  private static String unescape(String text) {
    return text.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
