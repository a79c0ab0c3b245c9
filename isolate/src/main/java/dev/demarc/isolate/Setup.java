// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.host.cgroup.Layout;
import dev.demarc.host.syscall.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a boundary uses of its host.
 *
 * @param runtime where locks of living instances are
 * @param temporary where private folders are made
 * @param layout the cgroups to use; {@link Layout#ABSENT} to do without
 */
public record Setup(Path runtime, Path temporary, Layout layout) {
  /** All that this host has. */
  public static Setup ofHost() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
    int user = User.effectiveId();
    Path runtime =
        Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
            .map(Path::of)
            .filter(Files::isWritable)
            .or(() -> Optional.of(Path.of("/run")).filter(run -> user == 0))
            .filter(Files::isWritable)
            .map(run -> run.resolve("demarc"))
            .orElse(temporary.resolve("demarc-run-" + user));
    return new Setup(runtime, temporary, Layout.here());
  }

  /** The same without cgroups. */
  public Setup withoutCgroups() {
    return new Setup(runtime, temporary, Layout.ABSENT);
  }
}
