// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.demarc.evidence.machine.Bundle;
import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Target;
import dev.demarc.evidence.machine.Watch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at real processes of this machine. */
class ProcessShotTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir Path scratch;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  private Process start(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(scratch.toFile());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(scratch.resolve("out").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static Snapshot look(NavigableSet<Long> pids) {
    Snapshot.Builder into = Snapshot.at(Instant.now());
    Machine here = Machine.here();
    here.copy("proc/uptime", into);
    new ProcessShot().take(here, pids, into);
    return into.build();
  }

  /** Looks until what is expected can be seen: a child needs a moment to get there. */
  private static Snapshot lookUntil(long pid, Predicate<Snapshot> seen)
      throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    Target target = new Target.OneProcess(pid);
    Snapshot snapshot = look(target.processes(Machine.here()));
    while (!seen.test(snapshot) && System.nanoTime() < end) {
      Thread.sleep(20);
      snapshot = look(target.processes(Machine.here()));
    }
    return snapshot;
  }

  private static Optional<LiveProcess> child(Snapshot snapshot, long parent) {
    return ProcessTree.in(snapshot).children(parent).stream().findFirst();
  }

  private static Path program(String name) {
    return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> abort("no " + name + " here"));
  }

  @Test
  void thisProcessIsAVirtualMachineThatListens() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      long self = ProcessHandle.current().pid();
      Snapshot snapshot = look(new TreeSet<>(List.of(self)));
      LiveProcess process = ProcessTree.in(snapshot).process(self).orElseThrow();
      assertThat(process.program().kind()).isEqualTo(ProgramKind.JVM);
      assertThat(process.ticks()).isPositive();
      assertThat(process.age()).isPositive();
      assertThat(process.kernel()).isFalse();
      assertThat(ProcessTree.in(snapshot).listeners(self))
          .anySatisfy(one -> {
            assertThat(one.address()).endsWith(":" + server.getLocalPort());
            assertThat(one.nonblocking()).isPresent();
            assertThat(one.waiting()).isZero();
          });
    }
  }

  /** One that has ended in between leaves its link, and tables that another one has too. */
  @Test
  void theSocketsOfANetworkAreThoseOfWhomeverStillLives() throws IOException {
    String rest = ") S 0 1 1 0 -1 0 0 0 0 0 1 1 1 1 20 0 1 0 5 0 0";
    for (String pid : List.of("7", "8")) {
      Path ns = Files.createDirectories(scratch.resolve("proc/" + pid + "/ns"));
      Files.createSymbolicLink(ns.resolve("net"), Path.of("net:[1]"));
      Files.writeString(scratch.resolve("proc/" + pid + "/stat"), pid + " (a" + rest);
    }
    Path fds = Files.createDirectories(scratch.resolve("proc/8/fd"));
    Files.createSymbolicLink(fds.resolve("3"), Path.of("socket:[4711]"));
    Path net = Files.createDirectories(scratch.resolve("proc/8/net"));
    Files.writeString(
        net.resolve("tcp"),
        "head\n 0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 0:0 0 0 0 4711 1 0\n");
    Snapshot.Builder into = Snapshot.at(Instant.EPOCH);
    new ProcessShot().take(new Machine(scratch), new TreeSet<>(List.of(7L, 8L)), into);
    assertThat(ProcessTree.in(into.build()).listeners(8)).hasSize(1);
  }

  @Test
  void aQueueThatNobodyAcceptsFromIsCounted() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket one = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        Socket two = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
      assertThat(one.isConnected() && two.isConnected()).isTrue();
      long self = ProcessHandle.current().pid();
      assertThat(ProcessTree.in(look(new TreeSet<>(List.of(self)))).listeners(self))
          .filteredOn(listener -> listener.address().endsWith(":" + server.getLocalPort()))
          .allSatisfy(listener -> assertThat(listener.waiting()).isEqualTo(2))
          .isNotEmpty();
    }
  }

  @Test
  void shellsInterpretersAndZombiesAreToldApart() throws IOException, InterruptedException {
    Process shell = start(Map.of(), "/bin/sh", "-c", "sh -c 'exit 3' & exec sleep 30");
    Snapshot snapshot =
        lookUntil(
            shell.pid(),
            look -> child(look, shell.pid()).filter(LiveProcess::isZombie).isPresent());
    assertThat(child(snapshot, shell.pid()).orElseThrow().isZombie()).isTrue();
    assertThat(ProcessTree.in(snapshot).process(shell.pid()).orElseThrow().program().kind())
        .isEqualTo(ProgramKind.NATIVE);

    Process waiting = start(Map.of(), "/bin/sh", "-c", "sleep 30; true");
    Snapshot second =
        lookUntil(
            waiting.pid(),
            look ->
                child(look, waiting.pid()).filter(one -> one.name().equals("sleep")).isPresent());
    assertThat(ProcessTree.in(second).process(waiting.pid()).orElseThrow().program().kind())
        .isEqualTo(ProgramKind.SHELL);
  }

  @Test
  void anInterpreterIsKnownByItsExecutable() throws IOException, InterruptedException {
    Path python = program("python3").toRealPath();
    Files.writeString(scratch.resolve("worker.py"), "import time\ntime.sleep(30)\n");
    Process process = start(Map.of(), python.toString(), "-u", "worker.py", "--key=hunter2");
    Snapshot snapshot =
        lookUntil(
            process.pid(),
            look ->
                ProcessTree.in(look)
                    .process(process.pid())
                    .filter(one -> one.program().kind() == ProgramKind.PYTHON)
                    .isPresent());
    ProcessTree tree = ProcessTree.in(snapshot);
    LiveProcess seen = tree.process(process.pid()).orElseThrow();
    assertThat(seen.program().kind()).isEqualTo(ProgramKind.PYTHON);
    assertThat(tree.arguments(seen)).contains("-u", "worker.py", "--key");
  }

  @Test
  void signalsThatAreIgnoredAreSeen() throws IOException, InterruptedException {
    Process process = start(Map.of(), "/bin/sh", "-c", "trap '' TERM; exec sleep 30");
    Snapshot snapshot =
        lookUntil(
            process.pid(),
            look ->
                ProcessTree.in(look)
                    .process(process.pid())
                    .filter(one -> one.name().equals("sleep"))
                    .isPresent());
    SignalMasks masks = SignalMasks.of(snapshot, process.pid()).orElseThrow();
    assertThat(masks.ignores(SignalMasks.SIGTERM)).isTrue();
    assertThat(masks.blocks(SignalMasks.SIGTERM)).isFalse();
  }

  @Test
  void aProgramWhoseFileIsGoneIsStillKnown() throws IOException, InterruptedException {
    Path copy = Files.copy(program("sleep").toRealPath(), scratch.resolve("napping"));
    Process process = start(Map.of(), copy.toString(), "30");
    lookUntil(
        process.pid(),
        look ->
            ProcessTree.in(look)
                .process(process.pid())
                .filter(one -> one.name().equals("napping"))
                .isPresent());
    Files.delete(copy);
    LiveProcess seen =
        ProcessTree.in(look(new TreeSet<>(List.of(process.pid()))))
            .process(process.pid())
            .orElseThrow();
    assertThat(seen.exe().orElseThrow()).endsWith(" (deleted)");
    assertThat(seen.name()).isEqualTo("napping");
    assertThat(seen.program().kind()).isEqualTo(ProgramKind.NATIVE);
  }

  @Test
  void threadsOfTheKernelAreOnlyInTheTree() {
    Snapshot snapshot = look(new TreeSet<>(Machine.here().pids()));
    assertThat(ProcessTree.in(snapshot).all())
        .filteredOn(LiveProcess::kernel)
        .allSatisfy(one -> assertThat(one.program().kind()).isEqualTo(ProgramKind.UNKNOWN));
  }

  /** Twenty secrets where programs keep them. */
  @Test
  void noSecretGetsIntoASnapshotOrABundle() throws IOException, InterruptedException {
    List<String> secrets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      secrets.add("cAnArY" + Integer.toString(1_000_000 + i * 7919, 36));
    }
    Map<String, String> environment =
        Map.of(
            "DB_PASSWORD", secrets.get(0),
            "PLAIN", secrets.get(1),
            "GOPROXY", "https://me:" + secrets.get(2) + "@proxy.example.com/?k=" + secrets.get(3),
            "GOFLAGS", "-ldflags=-X=main.key=" + secrets.get(4),
            "OTEL_EXPORTER_OTLP_HEADERS", "authorization=" + secrets.get(5),
            "LANG", secrets.get(6),
            "PATH", "/" + secrets.get(7) + ":/usr/bin:/bin");
    Path file = Files.writeString(scratch.resolve(secrets.get(8)), secrets.get(9));
    Path home = Files.createDirectories(scratch.resolve("home-" + secrets.get(10)));
    Path sleep = Files.copy(program("sleep").toRealPath(), home.resolve("sleeper"));
    String text =
        "exec 5<'%s' 6>'/tmp/%s'; rm '/tmp/%s'; '%s' 30; true"
            .formatted(file, secrets.get(11), secrets.get(11), sleep);
    Process process =
        start(
            environment,
            "/bin/sh",
            "-c",
            text,
            secrets.get(12),
            "--token=" + secrets.get(13),
            "-p" + secrets.get(14),
            "--key",
            secrets.get(15),
            "https://me:" + secrets.get(16) + "@example.com/x.py",
            "KEY=" + secrets.get(17),
            "-D" + secrets.get(18),
            "{\"key\":\"" + secrets.get(19) + "\"}");
    Snapshot snapshot =
        lookUntil(
            process.pid(),
            look ->
                child(look, process.pid()).filter(one -> one.name().equals("sleeper")).isPresent());
    assertThat(child(snapshot, process.pid()).orElseThrow().name()).isEqualTo("sleeper");

    String all = snapshot.links() + "\n" + snapshot.refused();
    for (Map.Entry<String, byte[]> one : snapshot.files().entrySet()) {
      all += one.getKey() + "\n" + new String(one.getValue(), StandardCharsets.ISO_8859_1);
    }
    assertThat(all).contains("DB_PASSWORD", "--token", "GOPROXY=https://*@proxy.example.com/");
    assertThat(secrets).noneMatch(all::contains);

    Path bundle = Files.createDirectory(scratch.resolve("bundle"));
    NavigableSet<Long> pids = new TreeSet<>(List.of(process.pid()));
    Bundle.write(
        new Watch("host", "pid:" + process.pid(), pids, List.of(snapshot)), List.of(), bundle);
    try (Stream<Path> files = Files.walk(bundle)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String kept = Files.readString(each, StandardCharsets.ISO_8859_1);
        assertThat(secrets)
            .noneMatch(secret ->
                kept.contains(secret)
                    || each.toString().substring(bundle.toString().length()).contains(secret));
      }
    }
  }
}
