// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.host.PrivateFolder;
import dev.demarc.host.syscall.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLockTest {
  @TempDir Path runtime;

  @Test
  void whatADeadInstanceOwnedIsSwept() throws IOException {
    Path folder = Files.createDirectories(runtime.resolve("demarc-999999999-ab/r1"));
    Files.writeString(folder.resolve("file"), "x");
    Path lock = runtime.resolve("999999999-ab.lock");
    Files.writeString(lock, folder.getParent() + "\n");
    InstanceLock.sweep(runtime);
    assertThat(folder.getParent()).doesNotExist();
    assertThat(lock).doesNotExist();
  }

  @Test
  void pathsThatAreNotOfTheInstanceAreNeverTouched() throws IOException {
    Path precious = Files.createDirectories(runtime.resolve("precious"));
    Files.writeString(
        runtime.resolve("999999999-cd.lock"), precious + "\n" + runtime + "/demarc-1-ff\n");
    Path other = Files.createDirectories(runtime.resolve("demarc-1-ff"));
    InstanceLock.sweep(runtime);
    assertThat(precious).exists();
    assertThat(other).exists();
  }

  @Test
  void folderOfAnotherUserIsNeitherUsedNorSwept() throws IOException {
    Assumptions.assumeTrue(User.effectiveId() == 0, "giving a folder away needs root");
    Path folder = Files.createDirectories(runtime.resolve("demarc-999999999-ab"));
    Files.writeString(runtime.resolve("999999999-ab.lock"), folder + "\n");
    PrivateFolder.give(runtime, 1000);
    InstanceLock.sweep(runtime);
    assertThat(folder).exists();
    assertThatThrownBy(() -> InstanceLock.claim(runtime))
        .isInstanceOf(IOException.class)
        .hasMessage(runtime + " belongs to another user");
  }

  @Test
  void livingInstanceIsLeftAlone() throws IOException {
    try (InstanceLock lock = InstanceLock.claim(runtime);
        InstanceLock second = InstanceLock.claim(runtime)) {
      Path folder = Files.createDirectory(runtime.resolve("demarc-" + lock.name()));
      lock.owns(List.of(folder));
      InstanceLock.sweep(runtime);
      assertThat(folder).exists();
      assertThat(second.name()).isNotEqualTo(lock.name());
      assertThat(lock.file()).exists();
    }
    assertThat(runtime).isDirectoryNotContaining("glob:**.lock");
  }
}
