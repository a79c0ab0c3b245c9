// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.machine.Snapshot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The way from a process up to the top of its hierarchy. */
class CgroupTreeTest {
  private static final String V2 = "25 22 0:22 / /sys/fs/cgroup rw - cgroup2 none rw\n";
  private static final String BOTH =
      """
      30 22 0:22 / /sys/fs/cgroup/unified rw - cgroup2 none rw
      31 22 0:23 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
      32 22 0:24 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
      """;
  private static final String STAT =
      "usage_usec 9\nuser_usec 4\nsystem_usec 5\nnr_periods 200\nnr_throttled 50\nthrottled_usec 7000\nnr_bursts 0\nburst_usec 0\n";

  private final Snapshot.Builder into = Snapshot.at(Instant.EPOCH);

  private void file(String path, String text) {
    into.file(path, text.getBytes(UTF_8));
  }

  private CgroupChain chain() {
    return CgroupTree.of(into.build()).chain(7).orElseThrow();
  }

  @Test
  void versionTwoGoesUpToTheTop() {
    file("proc/self/mountinfo", V2);
    file("proc/7/cgroup", "0::/pod/app\n");
    file("sys/fs/cgroup/pod/app/cpu.stat", STAT);
    file("sys/fs/cgroup/pod/app/cpu.max", "max 100000\n");
    file("sys/fs/cgroup/pod/cpu.stat", STAT);
    file("sys/fs/cgroup/pod/cpu.max", "150000 100000\n");
    file("sys/fs/cgroup/pod/cpu.max.burst", "50000\n");
    file("sys/fs/cgroup/cpu.stat", "usage_usec 1\n");
    file("sys/fs/cgroup/pod/memory.max", "1048576\n");
    file("sys/fs/cgroup/pod/app/memory.max", "max\n");
    CgroupChain chain = chain();
    assertThat(chain.groups()).extracting(CpuGroup::path).containsExactly("/pod/app", "/pod", "/");
    assertThat(chain.isWhole()).isTrue();
    assertThat(chain.unread()).isEmpty();
    CpuGroup tightest = chain.tightest().orElseThrow();
    assertThat(tightest.path()).isEqualTo("/pod");
    assertThat(tightest.quota().orElseThrow().words())
        .isEqualTo("150 ms in 100 ms (1.5 CPUs, burst 50 ms)");
    assertThat(tightest.quota().orElseThrow().cpus().roundedUp()).isEqualTo(2);
    Periods periods = tightest.periods().orElseThrow();
    assertThat(periods.stopped()).isEqualTo(Duration.ofMillis(7));
    assertThat(periods.line()).isEqualTo(5);
    assertThat(periods.share().words("periods")).isEqualTo("50 of 200 periods (25 %)");
    assertThat(CgroupTree.of(into.build()).memoryLimitBytes(7)).hasValue(1 << 20);
  }

  @Test
  void aHybridHostHasTheQuotaInVersionOne() {
    file("proc/self/mountinfo", BOTH);
    file("proc/7/cgroup", "5:memory:/m\n4:cpu,cpuacct:/pod/app\n0::/user.slice\n");
    file(
        "sys/fs/cgroup/cpu,cpuacct/pod/app/cpu.stat",
        "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n");
    file("sys/fs/cgroup/cpu,cpuacct/pod/app/cpu.cfs_quota_us", "-1\n");
    file(
        "sys/fs/cgroup/cpu,cpuacct/pod/cpu.stat",
        "nr_periods 9\nnr_throttled 3\nwait_sum 8\nthrottled_time 1500000\n");
    file("sys/fs/cgroup/cpu,cpuacct/pod/cpu.cfs_quota_us", "20000\n");
    file("sys/fs/cgroup/cpu,cpuacct/pod/cpu.cfs_period_us", "100000\n");
    file("sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    CgroupChain chain = chain();
    assertThat(chain.groups()).extracting(CpuGroup::unified).containsOnly(false);
    assertThat(chain.leaf().quota()).isEmpty();
    assertThat(chain.tightest().orElseThrow().quota().orElseThrow().cpus())
        .isEqualTo(new Cpus(0.2));
    assertThat(chain.tightest().orElseThrow().periods().orElseThrow().stopped())
        .isEqualTo(Duration.ofNanos(1_500_000));
    assertThat(CgroupTree.of(into.build()).memoryLimitBytes(7)).isEmpty();
  }

  @Test
  void theMountOfAContainerEndsTheWay() {
    file(
        "proc/self/mountinfo",
        "31 22 0:23 /docker/abc /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n");
    file("proc/7/cgroup", "4:cpu:/docker/abc/worker\n");
    file("sys/fs/cgroup/cpu/worker/cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n");
    CgroupChain chain = chain();
    assertThat(chain.groups())
        .extracting(CpuGroup::folder)
        .containsExactly("sys/fs/cgroup/cpu/worker", "sys/fs/cgroup/cpu");
    assertThat(chain.isWhole()).isFalse();
    assertThat(chain.unread().orElseThrow().reading()).isEqualTo(CpuGroup.Reading.ABSENT);
  }

  @Test
  void aNamespaceOfItsOwnMayHideGroupsAbove() {
    file("proc/self/mountinfo", V2);
    file("proc/7/cgroup", "0::/\n");
    file("sys/fs/cgroup/cpu.stat", STAT);
    file("sys/fs/cgroup/cpu.max", "max 100000\n");
    assertThat(chain().isWhole()).isFalse();
    assertThat(chain().groups()).hasSize(1);
  }

  @Test
  void aGroupOutsideOfTheMountIsNoGroup() {
    file("proc/self/mountinfo", V2);
    file("proc/7/cgroup", "0::/../other\n");
    file("proc/8/cgroup", "nonsense\n0:x\n");
    CgroupTree tree = CgroupTree.of(into.build());
    assertThat(tree.chain(7)).isEmpty();
    assertThat(tree.chain(8)).isEmpty();
    assertThat(tree.chain(9)).isEmpty();
  }

  @Test
  void whatCannotBeReadIsSaid() {
    file("proc/self/mountinfo", V2);
    file("proc/7/cgroup", "0::/a\n");
    file("sys/fs/cgroup/a/cpu.stat", STAT);
    file("sys/fs/cgroup/a/cpu.max", "10000\n");
    file("sys/fs/cgroup/cpu.stat", "usage_usec 1\n");
    assertThat(chain().unread().orElseThrow().reading()).isEqualTo(CpuGroup.Reading.MALFORMED);
    into.refused("sys/fs/cgroup/a");
    assertThat(chain().unread().orElseThrow().reading()).isEqualTo(CpuGroup.Reading.REFUSED);
  }

  /** A group that counts periods has a quota file; when it is not there, the group has gone. */
  @Test
  void aGroupThatEndedWhileItWasReadHasNoKnownQuota() {
    file("proc/self/mountinfo", V2);
    file("proc/7/cgroup", "0::/a\n");
    file("sys/fs/cgroup/a/cpu.stat", STAT);
    file("sys/fs/cgroup/cpu.stat", STAT);
    assertThat(chain().unread().orElseThrow().path()).isEqualTo("/a");
    assertThat(chain().unread().orElseThrow().reading()).isEqualTo(CpuGroup.Reading.ABSENT);
    file("sys/fs/cgroup/a/cpu.max", "max 100000\n");
    assertThat(chain().unread()).as("the group at the top has none").isEmpty();
  }

  @Test
  void aRuntimeSeesItsGroupByItsOwnMounts() {
    file("proc/self/mountinfo", V2);
    file("proc/7/cgroup", "0::/a\n");
    file("proc/8/cgroup", "0::/b\n");
    into.link("proc/7/ns/mnt", "mnt:[1]");
    into.link("proc/8/ns/mnt", "mnt:[2]");
    file("proc/7/mountinfo", V2);
    file("proc/8/mountinfo", "31 22 0:23 /a /sys/fs/cgroup rw - cgroup2 none rw\n");
    CgroupTree tree = CgroupTree.of(into.build());
    assertThat(tree.showsOwnGroup(7)).contains(true);
    assertThat(tree.showsOwnGroup(8)).contains(false);
    assertThat(tree.showsOwnGroup(9)).isEmpty();
  }

  @Test
  void amountsOfProcessorsAreWordsThatSayHowMany() {
    assertThat(new Cpus(0.001).words()).isEqualTo("0.001 CPU");
    assertThat(new Cpus(0.0046).words()).isEqualTo("0.005 CPU");
    assertThat(new Cpus(0.333).words()).isEqualTo("0.33 CPU");
    assertThat(new Cpus(2).words()).isEqualTo("2 CPUs");
  }

  @Test
  void aPathIsPrintedWithoutWhatSteersATerminal() {
    assertThat(WatchedGroup.shown("/a\u001b[1m\u009b1m\u007f")).isEqualTo("/a?[1m?1m?");
  }
}
