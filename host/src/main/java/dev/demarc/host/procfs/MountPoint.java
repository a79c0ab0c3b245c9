// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.procfs;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of /proc/PID/mountinfo (proc_pid_mountinfo(5)).
 *
 * @param root the path within the file system that is mounted
 * @param target where it is mounted
 * @param type of the file system
 * @param options of the super block
 */
public record MountPoint(String root, String target, String type, List<String> options) {
  /** Copies the list. */
  public MountPoint {
    options = List.copyOf(options);
  }

  /** Reads the lines; skips what it does not understand. */
  public static List<MountPoint> parse(List<String> lines) {
    List<MountPoint> mounts = new ArrayList<>();
    for (String line : lines) {
      int dash = line.indexOf(" - ");
      if (dash < 0) {
        continue;
      }
      String[] left = line.substring(0, dash).split(" ", -1);
      String[] right = line.substring(dash + 3).split(" ", -1);
      if (left.length >= 6 && right.length >= 1) {
        List<String> options =
            right.length >= 3 ? List.of(right[2].split(",", -1)) : List.<String>of();
        mounts.add(new MountPoint(unescape(left[3]), unescape(left[4]), right[0], options));
      }
    }
    return mounts;
  }

  /** Octal escapes of space, tab, line feed and backslash. */
  private static String unescape(String text) {
    return text.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
