// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken of a host, and what is left where it is. */
class CgroupShotTest {
  @TempDir Path root;

  private void file(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  private Snapshot take(Long... pids) {
    Snapshot.Builder into = Snapshot.at(Instant.EPOCH);
    new CgroupShot().take(new Machine(root), new TreeSet<>(List.of(pids)), into);
    return into.build();
  }

  @Test
  void takesEachGroupAndAllAbove() throws IOException {
    file(
        "proc/self/mountinfo",
        "1 2 0:3 / /data/customer-4711 rw - ext4 /dev/x rw\n5 2 0:4 / /cg rw - cgroup2 none rw\n");
    file("proc/7/cgroup", "0::/pod/a\n");
    file("proc/8/cgroup", "0::/pod/b\n");
    for (String group : List.of("cg/pod/a", "cg/pod/b", "cg/pod", "cg")) {
      file(group + "/cpu.stat", "usage_usec 1\n");
      file(group + "/memory.events", "oom 0\n");
    }
    Snapshot snapshot = take(7L, 8L, 9L);
    assertThat(snapshot.files().keySet())
        .containsExactlyInAnyOrder(
            "proc/self/mountinfo",
            "proc/7/cgroup",
            "proc/8/cgroup",
            "cg/cpu.stat",
            "cg/pod/cpu.stat",
            "cg/pod/a/cpu.stat",
            "cg/pod/b/cpu.stat");
    assertThat(snapshot.text("proc/self/mountinfo"))
        .hasValue("5 2 0:4 / /cg rw - cgroup2 none rw\n");
  }

  @Test
  void aProcessThatEndedLeavesNothing() throws IOException {
    file("proc/self/mountinfo", "5 2 0:4 / /cg rw - cgroup2 none rw\n");
    assertThat(take(7L).files().keySet()).containsExactly("proc/self/mountinfo");
    assertThat(CgroupTree.of(take(7L)).chain(7)).isEmpty();
  }

  @Test
  void noPathLeadsOutOfTheMount() throws IOException {
    file("proc/self/mountinfo", "5 2 0:4 / /cg rw - cgroup2 none rw\n");
    file("proc/7/cgroup", "0::/../../etc\n");
    file("etc/cpu.stat", "secret\n");
    assertThat(take(7L).files().keySet())
        .containsExactlyInAnyOrder("proc/self/mountinfo", "proc/7/cgroup");
  }
}
