// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.host.procfs.CgroupPath;
import dev.demarc.host.procfs.MountPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
  @TempDir Path root;

  @Test
  void hybridHasVersionOneForLimitsAndVersionTwoForKilling() throws IOException {
    Path memory = Files.createDirectories(root.resolve("memory/own"));
    Path unified = Files.createDirectories(root.resolve("unified"));
    Layout layout =
        Layout.of(
            List.of(mount("/", "memory", "cgroup", "memory"), mount("/", "unified", "cgroup2")),
            List.of(new CgroupPath(List.of("memory"), "/own"), new CgroupPath(List.of(), "/")));
    assertThat(layout.mode()).isEqualTo(Layout.Mode.HYBRID);
    assertThat(layout.controllers()).containsEntry("memory", memory);
    assertThat(layout.unified()).hasValue(unified);
  }

  @Test
  void versionTwoAlone() throws IOException {
    Path own = Files.createDirectories(root.resolve("user.slice/shell.scope"));
    Layout layout =
        Layout.of(
            List.of(mount("/", "", "cgroup2")),
            List.of(new CgroupPath(List.of(), "/user.slice/shell.scope")));
    assertThat(layout.mode()).isEqualTo(Layout.Mode.V2);
    assertThat(layout.unified()).hasValue(own);
  }

  @Test
  void pathOfAContainerStartsAtTheRootOfItsMount() throws IOException {
    Path own = Files.createDirectories(root.resolve("mine"));
    Layout layout =
        Layout.of(
            List.of(mount("/docker/abc", "", "cgroup2")),
            List.of(new CgroupPath(List.of(), "/docker/abc/mine")));
    assertThat(layout.unified()).hasValue(own);
  }

  @Test
  void pathThatLeavesTheMountFallsBackToItsRoot() {
    Layout layout =
        Layout.of(
            List.of(mount("/", "", "cgroup2")), List.of(new CgroupPath(List.of(), "/../../other")));
    assertThat(layout.unified()).hasValue(root);
  }

  @Test
  void hostWithoutCgroupsHasNone() {
    assertThat(Layout.of(List.of(), List.of(new CgroupPath(List.of(), "/"))).mode())
        .isEqualTo(Layout.Mode.NONE);
  }

  private MountPoint mount(String mounted, String target, String type, String... options) {
    return new MountPoint(mounted, root.resolve(target).toString(), type, List.of(options));
  }
}
