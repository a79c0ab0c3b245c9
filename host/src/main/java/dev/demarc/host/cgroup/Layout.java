// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import dev.demarc.host.procfs.CgroupPath;
import dev.demarc.host.procfs.MountPoint;
import dev.demarc.host.procfs.Proc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where this process stands in the cgroup hierarchies of its host.
 *
 * @param mode which versions are there
 * @param controllers directory of this process by version 1 controller
 * @param unified directory of this process in version 2
 * @param unifiedRoot where version 2 is mounted
 */
public record Layout(
    Mode mode, Map<String, Path> controllers, Optional<Path> unified, Optional<Path> unifiedRoot) {
  /** Which versions of cgroups a host has. */
  public enum Mode {
    /** None that this process can see. */
    NONE,
    /** Version 1 alone. */
    V1,
    /** Version 1 for limits and version 2 without memory for killing. */
    HYBRID,
    /** Version 2. */
    V2
  }

  /** No cgroups. */
  public static final Layout ABSENT =
      new Layout(Mode.NONE, Map.of(), Optional.empty(), Optional.empty());

  /** Copies the map. */
  public Layout {
    controllers = Map.copyOf(controllers);
  }

  /** The layout of this process; absent when /proc does not tell. */
  public static Layout here() {
    try {
      return of(Proc.here().mounts("self"), Proc.here().cgroups("self"));
    } catch (IOException unreadable) {
      return ABSENT;
    }
  }

  /** Joins mounts and paths. */
  static Layout of(List<MountPoint> mounts, List<CgroupPath> paths) {
    Map<String, Path> controllers = new TreeMap<>();
    Optional<Path> unified = Optional.empty();
    Optional<Path> root = Optional.empty();
    for (CgroupPath path : paths) {
      if (path.controllers().isEmpty()) {
        Optional<MountPoint> mount =
            mounts.stream().filter(candidate -> candidate.type().equals("cgroup2")).findFirst();
        unified = mount.flatMap(found -> place(found, path.path()));
        root = mount.map(found -> Path.of(found.target()));
      } else {
        for (String controller : path.controllers()) {
          mounts.stream()
              .filter(candidate -> candidate.type().equals("cgroup"))
              .filter(candidate -> candidate.options().contains(controller))
              .findFirst()
              .flatMap(found -> place(found, path.path()))
              .ifPresent(directory -> controllers.put(controller, directory));
        }
      }
    }
    return new Layout(mode(controllers, unified), controllers, unified, root);
  }

  private static Mode mode(Map<String, Path> controllers, Optional<Path> unified) {
    boolean old = controllers.containsKey("memory") || controllers.containsKey("pids");
    if (unified.isPresent()) {
      return old ? Mode.HYBRID : Mode.V2;
    }
    return old ? Mode.V1 : Mode.NONE;
  }

  /** The directory of a path in a mount; the path of a container starts at the mount's root. */
  private static Optional<Path> place(MountPoint mount, String path) {
    String below = path;
    if (!mount.root().equals("/")) {
      below = path.startsWith(mount.root()) ? path.substring(mount.root().length()) : "/";
    }
    Path target = Path.of(mount.target());
    Path directory = target.resolve(below.replaceFirst("^/+", "")).normalize();
    if (directory.startsWith(target) && Files.isDirectory(directory)) {
      return Optional.of(directory);
    }
    return Files.isDirectory(target) ? Optional.of(target) : Optional.empty();
  }
}
