// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.procfs;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of /proc/PID/cgroup (cgroups(7)).
 *
 * @param controllers of a version 1 hierarchy; empty for version 2
 * @param path of the process within the hierarchy
 */
public record CgroupPath(List<String> controllers, String path) {
  /** Copies the list. */
  public CgroupPath {
    controllers = List.copyOf(controllers);
  }

  /** Reads the lines; skips what it does not understand. */
  public static List<CgroupPath> parse(List<String> lines) {
    List<CgroupPath> paths = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3) {
        List<String> controllers =
            parts[1].isEmpty() ? List.<String>of() : List.of(parts[1].split(",", -1));
        paths.add(new CgroupPath(controllers, parts[2]));
      }
    }
    return paths;
  }
}
