// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Captures, pipes, processes and bundles, as the user of the command meets them. */
class OnCallTest {
  @TempDir Path folder;

  @BeforeEach
  void captures() throws IOException {
    TrainingCaptures.write(folder);
  }

  private Shell.Answer identify(String words) {
    return new Shell(folder).run(("identify " + words).split(" ", -1));
  }

  @Test
  void captureIsKnownByContentWhateverItsNameAndThroughGzip() throws IOException {
    Path packed = folder.resolve("notes.bin");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(Files.readAllBytes(folder.resolve("dmesg.txt")));
    }
    for (String name : new String[] {"dmesg.txt", "notes.bin"}) {
      Shell.Answer answer = identify(name);
      assertThat(answer.exit()).isEqualTo(1);
      assertThat(answer.out())
          .contains("found high  seccomp/denied-syscall", "  proof  " + name + ":1 07:05:20.140Z");
    }
  }

  @Test
  void severalAreJudgedTogetherAndCountedAsInputs() {
    Shell.Answer answer = identify("dmesg.txt app.strace edge.pcap --fail-on never");
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("in 3 inputs", "seen\n");
  }

  @Test
  void sourcesAndCapturesMakeOneReport() throws IOException {
    Files.writeString(
        folder.resolve("a.go"),
        "package a\n\nimport \"net/http\"\n\nfunc f() { http.ListenAndServe(\":1\", nil) }\n");
    Shell.Answer answer = identify("a.go dmesg.txt --fail-on never");
    assertThat(answer.out()).contains("a.go:5:", "found high  seccomp/denied-syscall");
  }

  @Test
  void pipeIsReadLikeAFile() throws IOException {
    Shell.Answer answer =
        new Shell(folder)
            .input(Files.readString(folder.resolve("dmesg.txt")))
            .run("identify", "-", "--format", "json");
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.out()).contains("\"name\" : \"stdin\"");
  }

  @Test
  void whatNobodyKnowsIsUndecidedAndSaid() throws IOException {
    Files.writeString(folder.resolve("poem.txt"), "no capture\n");
    Shell.Answer answer = identify("poem.txt");
    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.out()).contains("not read poem.txt  unknown-format: ");
    assertThat(identify("dmesg.txt poem.txt --fail-on never").exit()).isEqualTo(3);
  }

  @Test
  void plainJournalIsUndecidedAndSaysWhatToTake() throws IOException {
    Files.writeString(folder.resolve("j.txt"), "Nov 24 16:00:01 web1 orderd[4711]: msg=slow\n");
    Shell.Answer answer = identify("j.txt dmesg.txt --fail-on never");
    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.out()).contains("denied-syscall", "not read j.txt  unknown-format: ");
    assertThat(answer.err())
        .startsWith("demarc: j.txt is the plain text of journalctl or of syslog")
        .contains(
            "\nWhat to do: take it again as journalctl -o export > journal-$(date +%s).export");
  }

  @Test
  void longPlainJournalIsReadForTheKernelAndForJournaldAndElseSentBack() throws IOException {
    String others = "Nov 24 16:00:01 web1 orderd[4711]: msg=slow\n".repeat(7000);
    Path file = Files.writeString(folder.resolve("j.txt"), others);
    Shell.Answer none = identify("j.txt");
    assertThat(none.exit()).isEqualTo(3);
    assertThat(none.out()).contains("not read j.txt  unknown-format: ");
    assertThat(none.err())
        .startsWith("demarc: j.txt is the plain text of journalctl or of syslog")
        .contains(
            "\nWhat to do: take it again as journalctl -o export > journal-$(date +%s).export");
    String record =
        Files.readString(folder.resolve("dmesg.txt"))
            .replaceAll("(?m)^", "Nov 24 16:00:02 web1 kernel: ");
    Files.writeString(file, others + record);
    assertThat(identify("j.txt --fail-on never").out())
        .contains("seccomp/denied-syscall")
        .doesNotContain("not read", "unknown-format");
    Files.writeString(
        file,
        others
            + "Nov 24 16:00:03 web1 systemd-journald[1]: Suppressed 7 messages from a.service\n");
    assertThat(identify("j.txt --fail-on never").out())
        .contains("journald threw away 7 lines of a.service", "journalctl -o export")
        .doesNotContain("unknown-format");
  }

  @Test
  void archiveIsNotJudgedAsOneTextAndTakesNothingWithIt() throws IOException {
    Files.writeString(
        folder.resolve("b.tar"),
        "\0".repeat(257) + "ustar\0" + Files.readString(folder.resolve("dmesg.txt")));
    Shell.Answer alone = identify("b.tar");
    assertThat(alone.exit()).isEqualTo(3);
    assertThat(alone.out())
        .startsWith("not read b.tar  archive: ")
        .endsWith("no finding in 0 inputs, 1 not read whole\n");
    assertThat(alone.err()).contains("b.tar is a tar archive", "tar xf b.tar");
    assertThat(identify("b.tar dmesg.txt").exit()).isEqualTo(1);
    assertThat(identify("b.tar dmesg.txt --fail-on never").exit()).isEqualTo(3);
  }

  @Test
  void cutGzipIsJudgedAsFarAsItGoesAndTakesNothingWithIt() throws IOException {
    Path packed = folder.resolve("cut.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      for (int i = 0; i < 500; i++) {
        out.write(Files.readAllBytes(folder.resolve("dmesg.txt")));
        out.write(("[ " + i + ".1] something " + i * 7919L + "\n").getBytes(UTF_8));
      }
    }
    byte[] whole = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(whole, whole.length / 2));
    Shell.Answer answer = identify("cut.gz dmesg.txt --fail-on never");
    assertThat(answer.out())
        .contains("not whole cut.gz  truncated: gzip: ", "proof  cut.gz:1 ", "in 2 inputs");
    Files.write(packed, Arrays.copyOf(whole, 7));
    assertThat(identify("cut.gz dmesg.txt --fail-on never").out()).contains("denied-syscall");
  }

  @Test
  void oneCaptureUnderTwoNamesIsOneCapture() throws IOException {
    Files.copy(folder.resolve("dump.txt"), folder.resolve("later.txt"));
    assertThat(identify("dump.txt later.txt").out())
        .contains("not whole later.txt  duplicate: the bytes of dump.txt");
  }

  @Test
  void folderOfCapturesIsReadAsCaptures() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("caps"));
    Files.copy(folder.resolve("dmesg.txt"), inner.resolve("a.txt"));
    Files.writeString(inner.resolve("notes"), "from the second host\n");
    assertThat(identify("caps").out()).contains("caps/a.txt:1 ", "in 1 input");
  }

  @Test
  void statedCostOfARequestTurnsItsRuleOnAndIsInTheReport() {
    Path bundle =
        Path.of("../risks/src/main/java/dev/demarc/risks/cpuquota/fixtures/quota-under-burst")
            .resolve("bad-twelve")
            .toAbsolutePath()
            .normalize();
    String rule = "cpu-quota/quota-under-burst";
    assertThat(identify(bundle + " --fail-on never").out()).doesNotContain(rule);
    assertThat(identify(bundle + " --fail-on never --request-cpu 12ms").out())
        .contains("found medium  " + rule, "A request costs 12 ms of CPU time (as stated)");
    assertThat(identify(bundle + " --fail-on never --request-cpu 12ms --format json").out())
        .contains("\"requestCpu\" : 12.0");
    for (String wrong : new String[] {"12", "0ms", "soon"}) {
      Shell.Answer answer = identify(bundle + " --request-cpu " + wrong);
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.err()).contains("--request-cpu", "such as 12ms");
    }
  }

  @Test
  void slipsGetTheWayOut() {
    assertThat(identify("pid:abc").err()).contains("pid:abc names no pid");
    assertThat(identify("pid:1 --for 1s --every 2s").exit()).isEqualTo(2);
    Shell.Answer number = identify("4711");
    assertThat(number.exit()).isEqualTo(2);
    assertThat(number.err()).contains("for a process write pid:4711");
    assertThat(identify("dmesg.txt --for soon --fail-on never").exit())
        .isZero(); // nothing live was asked about
    assertThat(new Shell(folder).run("capture", "app", "-o", "b").exit()).isEqualTo(2);
    assertThat(new Shell(folder).run("capture", "pid:1", "-o", ".").exit()).isEqualTo(2);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void goneProcessIsUndecided() {
    Shell.Answer answer = identify("pid:999999999 --for 0");
    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.err()).contains("pid:999999999: there is no such process");
    assertThat(identify("pid:1 --for soon").exit()).isEqualTo(2);
  }

  @Test
  @Tag("slow")
  @EnabledOnOs(OS.LINUX)
  void bundleOfAProcessThatEndsSaysSoWhereverItIsRead() throws Exception {
    Process brief = new ProcessBuilder("sleep", "1").start();
    String pid = "pid:" + brief.pid();
    Shell.Answer taken = new Shell(folder).run("capture", pid, "--for", "2s", "-o", "ended");
    assertThat(brief.waitFor()).isZero();
    String how = pid + ": it ended after the first look";
    assertThat(taken.exit()).isEqualTo(3);
    assertThat(taken.out()).contains("took     1 look at /proc", "missed   " + how);
    assertThat(identify("ended").out()).contains("not whole ended  not-collected: " + how);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void goroutinesThatDoNotComeAreMissedOnceAndTheRestIsTaken() throws IOException {
    int dead;
    try (ServerSocket socket = new ServerSocket(0)) {
      dead = socket.getLocalPort();
    }
    String pid = "pid:" + ProcessHandle.current().pid();
    Shell.Answer taken =
        new Shell(folder)
            .run("capture", pid, "--for", "0", "--pprof", "localhost:" + dead, "-o", "dead");
    assertThat(taken.exit()).isEqualTo(3);
    assertThat(taken.out())
        .containsOnlyOnce("missed   goroutines: localhost:" + dead + ": nothing listens there\n");
    assertThat(identify("dead").out()).contains("not whole dead  not-collected: goroutines: ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void processWithoutFindingGetsTheCommandThatShowsMore() {
    String pid = "pid:" + ProcessHandle.current().pid();
    assertThat(identify(pid + " --for 0 --rule process-boundary/zombie-children").out())
        .contains("\n           demarc capture " + pid + " --packets any -o bundle\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void bundleSaysWhatTheProcessSaid() {
    String pid = "pid:" + ProcessHandle.current().pid();
    Shell.Answer taken = new Shell(folder).run("capture", pid, "--for", "1s", "-o", "bundle");
    assertThat(taken.err()).isEmpty();
    assertThat(taken.exit()).isZero();
    assertThat(taken.out()).contains("2 looks at /proc and /sys", "demarc identify bundle");
    Shell.Answer read = identify("bundle --fail-on never");
    assertThat(read.exit()).isZero();
    assertThat(read.out()).contains("  " + pid.replace(":", " ") + ", exe ", "JVM, CPU ");
  }
}
