// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every boundary owes, whatever its host gives: the rows of the fault matrix that need no
 * cgroup. After each test nothing of it is left.
 */
abstract class IsolationSuite {
  @TempDir Path folder;

  /** The use of this host under test. */
  abstract Setup setup();

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(processesOfRuns()).as("processes left").isEmpty();
    assertThat(groupsOfRuns()).as("cgroups left").isEmpty();
    assertThat(foldersOfRuns()).as("folders left").isEmpty();
  }

  @Test
  void answerAndFiguresOfAGoodRun() {
    Run run = run(Sample.shell("cat; echo note >&2"), "hello\n");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.exit()).isEqualTo(new Exit.Code(0));
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("hello\n");
    assertThat(run.stderr()).asString(UTF_8).isEqualTo("note\n");
    assertThat(run.usage().wall()).isPositive();
    assertThat(run.breaches()).isEmpty();
    assertThat(run.leftBehind()).isEmpty();
  }

  @Test
  void exitCodeThatIsNotAllowed() {
    Run run = run(Sample.shell("echo why >&2; exit 3"), "");
    assertThat(run.outcome()).isEqualTo(Outcome.RE);
    assertThat(run.exit()).isEqualTo(new Exit.Code(3));
    assertThat(run.stderr()).asString(UTF_8).isEqualTo("why\n");
  }

  @Test
  void deathBySignalIsNotTheExitCodeOfTheSameNumber() {
    Run killed = run(Sample.shell("kill -KILL $$"), "");
    Run ended = run(Sample.shell("exit 137"), "");
    assertThat(killed.exit()).isEqualTo(new Exit.Signal(9, false));
    assertThat(killed.outcome()).isEqualTo(Outcome.SG);
    assertThat(ended.exit()).isEqualTo(new Exit.Code(137));
    assertThat(ended.outcome()).isEqualTo(Outcome.RE);
  }

  @Test
  void crashLeavesNoCoreFile() throws IOException {
    Run run = run(Sample.shell("kill -SEGV $$"), "");
    assertThat(run.exit()).isEqualTo(new Exit.Signal(11, false));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void timeOutEndsTheWholeRun() {
    Run run = run(Sample.shell("sleep 61 & sleep 61; echo no").timeout(Duration.ofMillis(200)), "");
    assertThat(run.outcome()).isEqualTo(Outcome.TO);
    assertThat(run.exit()).isEqualTo(new Exit.Signal(15, true));
    assertThat(run.stopTook()).isPositive();
    assertThat(run.breaches()).isEmpty();
  }

  @Test
  void whoIgnoresTheStopSignalIsKilledAndTold() {
    Run run =
        run(
            Sample.shell("trap '' TERM; while :; do sleep 60; done")
                .timeout(Duration.ofMillis(200))
                .within(Duration.ofMillis(200)),
            "");
    assertThat(run.outcome()).isEqualTo(Outcome.TO);
    assertThat(run.exit()).isEqualTo(new Exit.Signal(9, true));
    assertThat(run.breaches()).extracting(Run.RunBreach::check).containsExactly("lifecycle/stop");
  }

  @Test
  void whoHasStoppedItselfIsEndedToo() {
    Run run = run(Sample.shell("kill -STOP $$; sleep 61").timeout(Duration.ofMillis(200)), "");
    assertThat(run.outcome()).isEqualTo(Outcome.TO);
    assertThat(run.exit()).isEqualTo(new Exit.Signal(15, true));
  }

  @Test
  void childThatOutlivesItsParentIsABreachAndKilled() {
    Run run = run(Sample.shell("sleep 61 & echo done"), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("done\n");
    assertThat(run.breaches())
        .extracting(Run.RunBreach::check)
        .containsExactly("lifecycle/orphans");
    assertThat(run.leftBehind()).isEmpty();
  }

  @Test
  void doubleForkWithOwnSessionThatIgnoresSignalsDoesNotEscape() {
    String daemon = "(setsid sh -c 'trap \"\" TERM HUP INT; sleep 61; sleep 61' &) ; echo done";
    Run run = run(Sample.shell(daemon), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("done\n");
    assertThat(run.breaches())
        .extracting(Run.RunBreach::check)
        .containsExactly("lifecycle/orphans");
    assertThat(run.leftBehind()).isEmpty();
  }

  @Test
  void orphanThatFloodsTheOutputIsStopped() {
    Run run = run(Sample.shell("echo start; yes & exit 0").output(1 << 20, 1000), "");
    assertThat(run.outcome()).isIn(Outcome.OK, Outcome.OL);
    assertThat(run.stdout()).hasSizeLessThanOrEqualTo(1 << 20);
    assertThat(run.leftBehind()).isEmpty();
  }

  @Test
  void muchStandardErrorIsCutAndBlocksNothing() {
    Run run = run(Sample.shell("head -c 1000000 /dev/zero >&2; echo end").output(1000, 4096), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("end\n");
    assertThat(run.stderr()).hasSize(4096);
    assertThat(run.stderrTruncated()).isTrue();
  }

  @Test
  void tenMegabytesGoThroughBothWays() {
    byte[] input = new byte[10 << 20];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) ((i * 31) >> 3);
    }
    try (Boundary boundary = open(Sample.command("cat"))) {
      Run run = boundary.call(input);
      assertThat(run.outcome()).isEqualTo(Outcome.OK);
      assertThat(run.stdout()).isEqualTo(input);
    }
  }

  @Test
  void whoNeverReadsItsInputIsNotWaitedFor() {
    try (Boundary boundary = open(Sample.command("sleep", "0.2"))) {
      assertThat(boundary.call(new byte[50 << 20]).outcome()).isEqualTo(Outcome.OK);
    }
  }

  @Test
  void whoClosesItsInputEarlyHasDoneNothingWrong() {
    try (Boundary boundary = open(Sample.command("head", "-c", "10"))) {
      Run run = boundary.call("0123456789".repeat(100_000).getBytes(UTF_8));
      assertThat(run.outcome()).isEqualTo(Outcome.OK);
      assertThat(run.stdout()).hasSize(10);
    }
  }

  @Test
  void endlessOutputIsCutAtTheLimit() {
    Run run = run(Sample.command("yes").output(1 << 20, 1000), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OL);
    assertThat(run.stdout()).hasSize(1 << 20);
    assertThat(run.stdoutTruncated()).isTrue();
  }

  @Test
  void outputOfTheLimitExactlyIsAllowed() {
    Run run = run(Sample.command("head", "-c", "100000", "/dev/zero").output(100_000, 10), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    Run over = run(Sample.command("head", "-c", "100001", "/dev/zero").output(100_000, 10), "");
    assertThat(over.outcome()).isEqualTo(Outcome.OL);
  }

  @Test
  void silenceBeforeTheFirstByteAndBetweenBytesIsTimed() {
    Duration time = Duration.ofMillis(200);
    assertThat(run(Sample.shell("sleep 61").firstByte(time), "").outcome()).isEqualTo(Outcome.TO);
    Run stuck = run(Sample.shell("echo one; sleep 61").idle(time), "");
    assertThat(stuck.outcome()).isEqualTo(Outcome.TO);
    assertThat(stuck.stdout()).asString(UTF_8).isEqualTo("one\n");
  }

  @Test
  void cpuTimeIsLimited() {
    Run run = run(Sample.shell("while :; do :; done").cpuTime(Duration.ofMillis(300)), "");
    assertThat(run.outcome()).isEqualTo(Outcome.CT);
  }

  @Test
  void fileSizeIsLimited() {
    Run run =
        run(
            Sample.shell("head -c 10000 /dev/zero >\"$TMPDIR/big\"; echo $?; wc -c <$TMPDIR/big")
                .fileSize(4096),
            "");
    assertThat(run.stdout()).asString(UTF_8).contains("4096").doesNotContain("10000");
  }

  @Test
  void memoryHogIsEndedAsSuch() {
    Run run = run(Sample.command("tail", "/dev/zero").memory(48 << 20), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OM);
  }

  @Test
  void causeOfAFailedStartIsSaidExactly() throws IOException {
    assertThat(start("missing.sh", "", "rwxr-xr-x")).contains("not found: no file ./gone.sh");
    assertThat(start("plain.sh", "#!/bin/sh\n", "rw-r--r--")).contains("not executable");
    assertThat(start("crlf.sh", "#!/bin/sh\r\necho\r\n", "rwxr-xr-x")).contains("carriage return");
    assertThat(start("bom.sh", "\ufeff#!/bin/sh\necho\n", "rwxr-xr-x")).contains("byte order mark");
    assertThat(start("lost.sh", "#!/no/such/sh\n", "rwxr-xr-x"))
        .contains("not found: interpreter /no/such/sh");
    assertThat(start("env.sh", "#!/usr/bin/env no-such-tool\n", "rwxr-xr-x"))
        .contains("interpreter no-such-tool");
    assertThat(cause(run(Sample.command("no-such-tool"), ""))).contains("in no folder of PATH");
  }

  @Test
  void programThatIsNoProgramCannotStart() throws IOException {
    Path file = folder.resolve("broken");
    Files.write(file, new byte[] {0x7f, 'E', 'L', 'F', 9, 9, 9, 9});
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Run run = run(Sample.command("./broken"), "");
    assertThat(run.outcome()).isIn(Outcome.SF, Outcome.RE);
    assertThat(run.outcome()).isNotEqualTo(Outcome.OK);
  }

  @Test
  void environmentHoldsOnlyWhatTheContractSays() {
    Sample sample = Sample.command("env").env(Map.of("n", "kept", "TZ", "UTC"), List.of("HOME"));
    Run run = run(sample, "");
    List<String> names =
        new String(run.stdout(), UTF_8).lines().map(line -> line.split("=", -1)[0]).toList();
    assertThat(names).containsExactlyInAnyOrder("PATH", "LC_ALL", "TMPDIR", "n", "TZ", "HOME");
    assertThat(run.stdout()).asString(UTF_8).contains("n=kept\n").contains("LC_ALL=C.UTF-8\n");
  }

  @Test
  void noDescriptorIsInherited() {
    Run run = run(Sample.shell("for fd in /proc/self/fd/*; do echo ${fd##*/}; done"), "");
    assertThat(new String(run.stdout(), UTF_8).lines().map(Integer::parseInt).filter(fd -> fd < 10))
        .isSubsetOf(0, 1, 2, 3);
  }

  @Test
  void signalsAreAsInANewLogin() {
    Run run = run(Sample.command("grep", "-E", "^Sig(Blk|Ign):", "/proc/self/status"), "");
    long ordinary = 0x7fffffffL; // 32 and 33 belong to the C library, which ignores them in spawn
    assertThat(new String(run.stdout(), UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> (Long.parseLong(line.split("\t", -1)[1], 16) & ordinary) == 0);
  }

  @Test
  void standardStreamsCanBeOpenedByName() {
    Run run = run(Sample.shell("cat /dev/stdin >/dev/stdout; echo note >/dev/stderr"), "in");
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("in");
    assertThat(run.stderr()).asString(UTF_8).isEqualTo("note\n");
  }

  @Test
  void temporaryFolderIsPrivateAndGoesWithTheRun() {
    Run run =
        run(Sample.shell("cd \"$TMPDIR\" && mkdir -p a/b && echo x >a/b/c && chmod 0 a; pwd"), "");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.leftBehind()).isEmpty();
    assertThat(Path.of(new String(run.stdout(), UTF_8).strip())).doesNotExist();
  }

  @Test
  void filesCarryInputAndOutputWhereTheContractSaysSo() {
    Run run = run(Sample.command("cp", "{input}", "{output}").files(), "through a file");
    assertThat(run.outcome()).isEqualTo(Outcome.OK);
    assertThat(run.stdout()).asString(UTF_8).isEqualTo("through a file");
  }

  @Test
  void linkInsteadOfAnOutputFileLeadsNowhere() {
    Run run = run(Sample.command("ln", "-s", "/etc/passwd", "{output}").files(), "x");
    assertThat(run.stdout()).isEmpty();
  }

  @Test
  void liveRunIsStoppedByTheSignalOfTheContract() {
    Sample sample =
        Sample.shell("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.02; done");
    try (Boundary boundary = open(sample);
        Boundary.LiveRun live = boundary.start("ignored".getBytes(UTF_8))) {
      assertThat(live.pid()).isPositive();
      awaitTrap(live.pid());
      Run run = live.stop();
      assertThat(run.outcome()).isEqualTo(Outcome.OK);
      assertThat(run.exit()).isEqualTo(new Exit.Code(0));
      assertThat(run.stdout()).asString(UTF_8).isEqualTo("up\nbye\n");
      assertThat(run.stopTook()).isPositive();
      assertThat(run.breaches()).isEmpty();
    }
  }

  @Test
  void liveRunThatIgnoresTheStopIsKilledAndTold() {
    Sample sample = Sample.shell("trap '' TERM; read x; sleep 61").within(Duration.ofMillis(200));
    try (Boundary boundary = open(sample);
        Boundary.LiveRun live = boundary.start("line\n".getBytes(UTF_8))) {
      awaitTrap(live.pid());
      Run run = live.stop();
      assertThat(run.breaches()).extracting(Run.RunBreach::check).containsExactly("lifecycle/stop");
      assertThat(run.exit()).isEqualTo(new Exit.Signal(9, true));
    }
  }

  @Test
  void closingTheBoundaryEndsWhatRuns() throws Exception {
    Boundary boundary = open(Sample.shell("setsid sleep 61 & sleep 61"));
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      List<Future<Run>> calls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        calls.add(pool.submit(() -> boundary.call(new byte[0])));
      }
      pause(Duration.ofMillis(300));
      boundary.close();
      for (Future<Run> call : calls) {
        assertThat(call.get().outcome()).isEqualTo(Outcome.CC);
      }
      assertThat(boundary.call(new byte[0]).outcome()).isEqualTo(Outcome.CC);
    }
  }

  @Test
  void manyCallsAtOnceDoNotMixTheirAnswers() throws Exception {
    try (Boundary boundary = open(Sample.command("cat").timeout(Duration.ofMinutes(2)));
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        String text = ("call " + i + "\n").repeat(2000);
        calls.add(() -> {
          Run run = boundary.call(text.getBytes(UTF_8));
          return run.outcome() + "" + new String(run.stdout(), UTF_8).equals(text);
        });
      }
      for (Future<String> answer : pool.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo("OKtrue");
      }
    }
  }

  @Test
  void descriptorsAreGivenBack() throws IOException {
    try (Boundary boundary = open(Sample.command("cat"))) {
      boundary.call(new byte[10]);
      long before = count(Path.of("/proc/self/fd"));
      for (int i = 0; i < 20; i++) {
        boundary.call(new byte[10]);
      }
      assertThat(count(Path.of("/proc/self/fd"))).isLessThanOrEqualTo(before + 2);
    }
  }

  Boundary open(Sample sample) {
    return Boundaries.open(sample.contract(folder), folder, setup());
  }

  Run run(Sample sample, String input) {
    Contract contract = sample.contract(folder);
    try (Boundary boundary = Boundaries.open(contract, folder, setup())) {
      return boundary.call(input.getBytes(UTF_8));
    }
  }

  private String start(String name, String text, String rights) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    return cause(run(Sample.command(text.isEmpty() ? "./gone.sh" : "./" + name), ""));
  }

  private static String cause(Run run) {
    assertThat(run.outcome()).isEqualTo(Outcome.SF);
    assertThat(run.exit()).isInstanceOf(Exit.NotStarted.class);
    return ((Exit.NotStarted) run.exit()).cause();
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until a process catches or ignores SIGTERM: then its script is past its trap. */
  private static void awaitTrap(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      boolean trapped =
          read(status)
              .lines()
              .filter(line -> line.startsWith("SigCgt:") || line.startsWith("SigIgn:"))
              .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
              .anyMatch(mask -> (mask & (1L << 14)) != 0);
      if (trapped) {
        return;
      }
      pause(Duration.ofMillis(5));
    }
  }

  private static long count(Path directory) throws IOException {
    long count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path _ : entries) {
        count++;
      }
    }
    return count;
  }

  private List<Long> processesOfRuns() throws IOException {
    String mark = "TMPDIR=" + setup().temporary().resolve("demarc-" + self() + "-");
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path entry : entries) {
        if (read(entry.resolve("environ")).contains(mark)) {
          found.add(Long.parseLong(entry.getFileName().toString()));
        }
      }
    }
    return found;
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  private List<Path> groupsOfRuns() throws IOException {
    List<Path> bases = new ArrayList<>(setup().layout().controllers().values());
    setup().layout().unified().ifPresent(bases::add);
    List<Path> found = new ArrayList<>();
    for (Path base : bases) {
      Path shared = base.resolve("demarc");
      if (Files.isDirectory(shared)) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(shared, self() + "-*")) {
          entries.forEach(found::add);
        }
      }
    }
    return found;
  }

  private List<Path> foldersOfRuns() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(setup().temporary(), "demarc-" + self() + "-*")) {
      entries.forEach(found::add);
    }
    return found;
  }

  private static long self() {
    return ProcessHandle.current().pid();
  }
}
