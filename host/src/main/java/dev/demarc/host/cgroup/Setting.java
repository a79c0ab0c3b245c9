// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whether one control could be written and read back.
 *
 * @param control memory, swap, cpu, cpuset, pids, killAll, or the name of a version 2 file
 * @param enforced written and read back
 * @param measured the kernel counts it exactly
 * @param file by which it is set, without the path of this machine
 * @param problem file and error; empty text when there is none
 */
public record Setting(
    String control, boolean enforced, boolean measured, String file, String problem) {
  /** Where no cgroup file system is mounted, none. */
  static List<Setting> none(Limits limits) {
    return Stream.concat(
            Stream.of("memory", "swap", "cpu", "cpuset", "pids", "killAll"),
            limits.furtherFiles().keySet().stream())
        .map(control -> new Setting(control, false, false, "", "no cgroup file system is mounted"))
        .toList();
  }

  /** A file that cannot be written. */
  static Setting refused(String control, String file, String why) {
    return new Setting(control, false, false, file, file + ": " + why);
  }
}
