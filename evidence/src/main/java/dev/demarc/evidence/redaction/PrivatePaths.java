// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.redaction;

import java.util.List;

/**
 * Which paths of a file system may be printed: those of programs, libraries, sockets and devices. A
 * path below a home, a scratch folder or a store of secrets may name a customer or a key.
 */
public final class PrivatePaths {
  /** What stands for a path, a text or a value that is not printed. */
  public static final String HIDDEN = "…";

  private static final List<String> SHOWN =
      List.of(
          "/usr/",
          "/lib/",
          "/lib64/",
          "/lib32/",
          "/bin/",
          "/sbin/",
          "/opt/",
          "/srv/",
          "/run/",
          "/var/run/",
          "/var/lib/docker/",
          "/dev/",
          "/etc/",
          "/sys/",
          "/proc/",
          "/app/");

  private static final List<String> NEVER =
      List.of(
          "/run/secrets",
          "/var/run/secrets",
          "/run/user/",
          "/var/run/user/",
          "/etc/ssl/private",
          "/dev/shm/");

  private PrivatePaths() {}

  /** Whether an absolute path may be printed. */
  public static boolean shows(String path) {
    boolean shown = SHOWN.stream().anyMatch(path::startsWith) || path.lastIndexOf('/') == 0;
    return shown
        && NEVER.stream().noneMatch(path::startsWith)
        && !isElsewhere(path)
        && !(path.startsWith("/proc/") && (path.endsWith("/environ") || path.endsWith("/cmdline")));
  }

  /** Whether a path leads to where its first folder does not say. */
  private static boolean isElsewhere(String path) {
    boolean isLink = path.contains("/root/") || path.contains("/cwd/");
    return path.contains("/../") || path.endsWith("/..") || (path.startsWith("/proc/") && isLink);
  }
}
