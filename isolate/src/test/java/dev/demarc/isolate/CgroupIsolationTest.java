// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Cpu;
import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Isolation;
import dev.demarc.contract.Level;
import dev.demarc.contract.Outcome;
import dev.demarc.host.cgroup.Layout;
import dev.demarc.host.syscall.Child;
import dev.demarc.host.syscall.Ending;
import dev.demarc.host.syscall.Lane;
import dev.demarc.host.syscall.Pipe;
import dev.demarc.host.syscall.User;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Root on a host with cgroups, of whatever version it has. */
class CgroupIsolationTest extends IsolationTest {
  @Override
  Setup setup() {
    return Setup.ofHost();
  }

  @BeforeEach
  void needsRootAndCgroups() {
    Assumptions.assumeTrue(User.effectiveId() == 0, "setting limits by cgroup needs root here");
    Assumptions.assumeTrue(
        setup().layout().mode() != Layout.Mode.NONE, "no cgroup file system is mounted here");
  }

  @Test
  void limitsAreWrittenReadBackAndNamed() {
    Sample sample = Sample.command("true").memory(64 << 20).pids(10).cpu(Cpu.parse("500m"), "0");
    try (Boundary boundary = open(sample)) {
      assertThat(boundary.controls())
          .filteredOn(control ->
              List.of("memory", "swap", "cpu", "cpuset", "pids", "killAll", "network", "user")
                  .contains(control.control()))
          .hasSize(8)
          .allMatch(ControlState::enforced, "enforced");
    }
  }

  @Test
  void figuresOfTheKernelAreInTheRecord() {
    Run run = run(Sample.shell("head -c 20000000 /dev/zero | tail -c 15000000 >/dev/null"), "");
    assertThat(run.usage().peakMemory().orElseThrow().count()).isGreaterThan(10_000_000);
    assertThat(run.usage().cpu().orElseThrow()).isPositive();
    assertThat(run.usage().peakProcesses()).isPresent();
    assertThat(run.usage().oomKills()).hasValue(0);
  }

  @Test
  void oomOfAGrandchildIsSeenAlthoughTheParentEndsWell() {
    Run run = run(Sample.shell("tail /dev/zero; exit 0").memory(32 << 20), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OM);
    assertThat(run.usage().oomKills().orElse(0)).isPositive();
  }

  @Test
  void sharedMemoryCountsToo() throws IOException {
    Path file = Path.of("/dev/shm", "demarc-test-" + ProcessHandle.current().pid());
    try {
      Sample full = Sample.shell("head -c 40000000 /dev/zero >" + file + "; exit 0");
      Isolation allowed = isolation(Level.L0, List.of("/dev/shm"));
      Run run = run(full.memory(16 << 20).isolation(allowed), "");
      assertThat(run.outcome()).isEqualTo(Outcome.OM);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void nothingCanBeWrittenButTheTemporaryFolder() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    String script =
        "for d in . /tmp /var/tmp /dev/shm \"$TMPDIR\"; do touch $d/demarc-x && echo $d; done";
    Run run = run(Sample.shell(script + "; echo $TMPDIR"), "");
    List<String> lines = new String(run.stdout(), UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).isEqualTo(lines.getLast());
  }

  @Test
  void levelIsTheHighestWhoseEveryEffectStands() {
    try (Boundary boundary =
        open(Sample.command("true").isolation(isolation(Level.L2, List.of())))) {
      assertThat(boundary.level()).isEqualTo(Level.L2);
    }
    Isolation network =
        new Isolation(
            Level.L0,
            List.of(),
            "loopback",
            List.of(),
            List.of(),
            Bytes.of(1 << 20),
            "Unconfined",
            OptionalInt.empty());
    try (Boundary boundary = open(Sample.command("true").isolation(network))) {
      assertThat(boundary.level()).isEqualTo(Level.L0);
    }
  }

  @Test
  void pageCacheIsNoReasonToDie() throws IOException {
    Path big = folder.resolve("big");
    Files.write(big, new byte[60 << 20]);
    Run run = run(Sample.shell("cat big >/dev/null; echo read").memory(24 << 20), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.usage().peakMemory().orElseThrow().count()).isLessThanOrEqualTo(24 << 20);
  }

  @Test
  void forkBombHitsTheLimitOfProcesses() {
    Run run = run(Sample.shell("bomb() { bomb | bomb & wait; }; bomb; exit 7").pids(20), "");
    assertThat(run.outcome()).isEqualTo(Outcome.PL);
    assertThat(run.usage().pidsRefused().orElse(0)).isPositive();
    assertThat(run.leftBehind()).isEmpty();
  }

  @Test
  void stormThatRespawnsInNewSessionsIsEnded() throws IOException {
    Path storm = folder.resolve("storm.sh");
    Files.writeString(
        storm,
        """
        #!/bin/sh
        trap '' TERM
        setsid "$0" 2>/dev/null &
        setsid "$0" 2>/dev/null &
        sleep 0.01
        exec "$0"
        """);
    Files.setPosixFilePermissions(storm, PosixFilePermissions.fromString("rwxr-xr-x"));
    Run run =
        run(
            Sample.command("./storm.sh")
                .pids(40)
                .timeout(Duration.ofMillis(400))
                .within(Duration.ofMillis(100)),
            "");
    assertThat(run.outcome()).isIn(Outcome.TO, Outcome.PL);
    assertThat(run.leftBehind()).isEmpty();
  }

  @Test
  void groupsThatSomebodyRemovedAreMadeAnew() throws IOException {
    try (Boundary boundary = open(Sample.command("cat").memory(64 << 20).pids(10))) {
      assertThat(boundary.call(new byte[1]).outcome()).isEqualTo(Outcome.OK);
      for (Path group : ownGroups()) {
        Files.delete(group);
      }
      Run run = boundary.call("again".getBytes(UTF_8));
      assertThat(run.outcome()).isEqualTo(Outcome.OK);
      assertThat(run.stdout()).asString(UTF_8).isEqualTo("again");
    }
  }

  @Test
  void groupsThatNoRunCanJoinAreNotClaimedAndTheUserIsStillAnother() throws IOException {
    Map<String, Path> plainFolders = new TreeMap<>();
    for (String controller : List.of("memory", "pids")) {
      plainFolders.put(controller, Files.createDirectory(folder.resolve(controller)));
    }
    Layout layout = new Layout(Layout.Mode.V1, plainFolders, Optional.empty(), Optional.empty());
    Setup setup = new Setup(setup().runtime(), setup().temporary(), layout);
    Contract contract = Sample.shell("id -u; sleep 61 &").memory(64 << 20).contract(folder);
    try (Boundary boundary = Boundaries.open(contract, folder, setup)) {
      assertThat(boundary.controls())
          .filteredOn(one -> List.of("memory", "swap", "killAll").contains(one.control()))
          .hasSize(3)
          .noneMatch(ControlState::enforced)
          .noneMatch(ControlState::measured);
      Run run = boundary.call(new byte[0]);
      assertThat(run.outcome()).isEqualTo(Outcome.OK);
      assertThat(run.stdout()).asString(UTF_8).isEqualTo("65534\n");
      assertThat(run.breaches()).hasSize(1);
      assertThat(run.leftBehind()).isEmpty();
    }
    for (Path plain : plainFolders.values()) {
      assertThat(plain).isEmptyDirectory();
    }
  }

  @Test
  void runThatCannotJoinItsGroupDoesNotStart() throws Exception {
    Path ran = folder.resolve("ran");
    Pipe in = Pipe.open();
    Pipe out = Pipe.open();
    try (Lane lane = new Lane("test-lane")) {
      Launcher launcher = new Launcher(lane, "", List.of());
      List<Path> joins = List.of(folder.resolve("gone/cgroup.procs"));
      try (Child child =
          launcher.start(
              joins, folder, List.of("touch", ran.toString()), List.of(), in.out(), out.in(), 2)) {
        assertThat(awaitEnding(child)).isEqualTo(new Ending.Code(Launcher.STEP_FAILED));
      }
      assertThat(ran).doesNotExist();
    } finally {
      for (int end : new int[] {in.in(), in.out(), out.in(), out.out()}) {
        Pipe.close(end);
      }
    }
  }

  private static Ending awaitEnding(Child child) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Optional<Ending> ending = child.reap();
    while (ending.isEmpty() && System.nanoTime() < end) {
      pause(Duration.ofMillis(5));
      ending = child.reap();
    }
    return ending.orElseThrow();
  }

  @Test
  void runsHaveNoRootRightsAndNoNetwork() {
    Run run =
        run(Sample.shell("id -u; id -G; grep CapBnd /proc/self/status; cat /proc/net/dev"), "");
    assertThat(run.stdout())
        .asString(UTF_8)
        .startsWith("65534\n65534\nCapBnd:\t0000000000000000\n")
        .contains("lo:")
        .doesNotContain("eth");
  }

  @Test
  void componentInAFolderThatOnlyRootCanEnterStillRuns() throws IOException {
    Path script = folder.resolve("run.sh");
    Files.writeString(
        script, "#!/bin/sh\ncat data.txt; touch data.txt 2>/dev/null || echo read-only\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Path data = folder.resolve("data.txt");
    Files.writeString(data, "mine\n");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Run run = run(Sample.command("./run.sh"), "");
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("mine\nread-only\n");
  }

  @Test
  void levelThatThisVersionCannotGiveIsRefused() {
    Isolation insists = isolation(Level.L3, List.of());
    assertThatThrownBy(() -> open(Sample.command("true").isolation(insists)))
        .isInstanceOf(DemarcException.class)
        .hasMessageContaining("isolation.minLevel L3 is not met");
  }

  private static Isolation isolation(Level least, List<String> writable) {
    return new Isolation(
        least,
        List.of(),
        "none",
        List.of(),
        writable,
        Bytes.of(1 << 20),
        "RuntimeDefault",
        OptionalInt.empty());
  }

  private List<Path> ownGroups() throws IOException {
    List<Path> bases = new ArrayList<>(setup().layout().controllers().values());
    setup().layout().unified().ifPresent(bases::add);
    List<Path> found = new ArrayList<>();
    String own = ProcessHandle.current().pid() + "-*";
    for (Path base : bases) {
      if (Files.isDirectory(base.resolve("demarc"))) {
        try (DirectoryStream<Path> entries =
            Files.newDirectoryStream(base.resolve("demarc"), own)) {
          entries.forEach(found::add);
        }
      }
    }
    return found;
  }
}
