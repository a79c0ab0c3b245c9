// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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

  @Test
  void theMountsOfANamespaceAreThoseOfWhomeverStillLives() throws IOException {
    String mount = "5 2 0:4 / /cg rw - cgroup2 none rw\n";
    file("proc/self/mountinfo", mount);
    for (String pid : List.of("7", "8")) {
      file("proc/" + pid + "/cgroup", "0::/a\n");
      Files.createDirectories(root.resolve("proc/" + pid + "/ns"));
      Files.createSymbolicLink(root.resolve("proc/" + pid + "/ns/mnt"), Path.of("mnt:[1]"));
    }
    file("proc/8/mountinfo", mount); // 7 has ended in between
    assertThat(CgroupTree.of(take(7L, 8L)).showsOwnGroup(7)).contains(true);
  }

  @Test
  void aProcessWithoutAMountOfCgroupsCannotSeeItsGroup() throws IOException {
    file("proc/self/mountinfo", "5 2 0:4 / /cg rw - cgroup2 none rw\n");
    file("proc/7/cgroup", "0::/a\n");
    file("proc/7/mountinfo", "1 2 0:3 / / rw - ext4 /dev/x rw\n");
    Files.createDirectories(root.resolve("proc/7/ns"));
    Files.createSymbolicLink(root.resolve("proc/7/ns/mnt"), Path.of("mnt:[2]"));
    Snapshot snapshot = take(7L);
    assertThat(CgroupTree.of(snapshot).showsOwnGroup(7)).contains(false);
    assertThat(snapshot.text("proc/7/mountinfo")).hasValue("");
  }

  @Test
  void aGroupMayHaveAnyName() throws IOException {
    file("proc/self/mountinfo", "5 2 0:4 / /größe rw - cgroup2 none rw\n");
    file("proc/7/cgroup", "0::/wärme\n");
    try {
      file("größe/wärme/cpu.stat", "usage_usec 1\n");
    } catch (InvalidPathException ascii) {
      abort("this system spells file names in ASCII only: set LC_ALL=C.UTF-8");
    }
    CgroupChain chain = CgroupTree.of(take(7L)).chain(7).orElseThrow();
    assertThat(chain.leaf().reading()).isEqualTo(CpuGroup.Reading.WHOLE);
    assertThat(chain.leaf().path()).isEqualTo("/wärme");
  }
}
