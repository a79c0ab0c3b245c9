// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which processes a word of the user means. */
class TargetTest {
  @TempDir Path root;

  private void process(long pid, long parent, String cgroup) throws IOException {
    Path home = Files.createDirectories(root.resolve("proc/" + pid));
    Files.writeString(home.resolve("stat"), pid + " (a) b) S " + parent + " 1 1");
    Files.writeString(home.resolve("cgroup"), cgroup);
  }

  private NavigableSet<Long> processes(String words) {
    return Target.of(words).orElseThrow().processes(new Machine(root));
  }

  @Test
  void aContainerIsKnownByTheBeginOfItsId() throws IOException {
    process(7, 1, "5:cpu:/docker/9f2c41aabb\n4:memory:/docker/9f2c41aabb\n");
    process(8, 1, "4:memory:/docker/aa9f2c41bb\n");
    process(9, 1, "0::/system.slice/docker-9f2c77.scope/worker\n");
    process(10, 1, "0::/kubepods/burstable/pod1234abcd-9/cri-containerd-5e5e5e.scope\n");
    process(11, 1, "4:memory:/\n");
    assertThat(processes("container:9f2c41")).containsExactly(7L);
    assertThat(processes("container:9f2c")).containsExactly(7L, 9L);
    assertThat(processes("container:5e5e")).containsExactly(10L);
    assertThat(processes("container:1234abcd")).containsExactly(10L);
    assertThat(processes("container:memory")).as("that is a controller").isEmpty();
  }

  @Test
  void aProcessComesWithItsDescendantsAndItsGroup() throws IOException {
    process(7, 1, "0::/app\n");
    process(8, 7, "0::/other\n");
    process(9, 8, "0::/other\n");
    process(10, 1, "0::/app\n");
    process(11, 1, "0::/\n");
    process(12, 1, "0::/\n");
    assertThat(processes("pid:7")).containsExactly(7L, 8L, 9L, 10L);
    assertThat(processes("pid:11")).as("the group at the top is nobody's").containsExactly(11L);
    assertThat(processes("pid:99")).isEmpty();
    assertThat(processes("host")).hasSize(6);
  }

  @Test
  void otherWordsAreNoTargets() {
    for (String words : new String[] {"pid:", "pid:0", "pid:x", "container:abc", "Host", "7"}) {
      assertThat(Target.of(words)).as(words).isEmpty();
    }
  }
}
