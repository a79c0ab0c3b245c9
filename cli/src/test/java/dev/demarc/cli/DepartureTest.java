// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals and streams of a real process. */
class DepartureTest {
  private static final String SLEEPER =
      """
      apiVersion: demarc.dev/v1alpha1
      kind: ComponentContract
      metadata: {name: sleeper, version: 1.0.0}
      spec:
        component: {command: [./sleeper.sh]}
        input: {mediaType: text/plain, lines: {pattern: '^[a-z]*$'}}
        output: {mediaType: text/plain, lines: {pattern: '^[a-z]*$'}}
        lifecycle: {timeout: 60s, stop: {signal: SIGTERM, within: 1s}}
        resources: {limits: {memory: 64Mi, pids: 8}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void component() throws IOException {
    Files.writeString(folder.resolve("contract.yaml"), SLEEPER);
    Path script = folder.resolve("sleeper.sh");
    Files.writeString(
        script,
        "#!/bin/sh\nhead -c 1 >/dev/null\ntrap 'echo ended by itself >&2; kill $!; exit 0' TERM\nsleep 987654 &\nwait\n");
    assertThat(script.toFile().setExecutable(true, false)).isTrue();
    assertThat(folder.toFile().setExecutable(true, false)).isTrue();
    assertThat(folder.toFile().setReadable(true, false)).isTrue();
  }

  private Process start(String redirect, String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                "exec \"$@\" " + redirect,
                "sh",
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(folder.toFile()).start();
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static boolean sleeps(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of()).contains("987654");
  }

  @ParameterizedTest
  @CsvSource({"TERM,143", "INT,130"})
  void aSignalEndsTheComponentAndTheWorkAndSaysSo(String signal, int code) throws Exception {
    Process demarc = start("", "run", "contract.yaml");
    demarc.getOutputStream().write("x".getBytes(StandardCharsets.UTF_8));
    demarc.getOutputStream().close();
    try {
      for (int i = 0; i < 600 && demarc.descendants().noneMatch(DepartureTest::sleeps); i++) {
        LockSupport.parkNanos(50_000_000);
      }
      List<ProcessHandle> component = demarc.descendants().filter(DepartureTest::sleeps).toList();
      assertThat(component).isNotEmpty();
      new ProcessBuilder("kill", "-" + signal, Long.toString(demarc.pid())).start().waitFor();
      assertThat(demarc.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(demarc.exitValue()).isEqualTo(code);
      assertThat(text(demarc.getErrorStream()))
          .contains("ended by itself", "demarc: stopped by a signal, cleaned up");
      for (ProcessHandle process : component) { // an orphan is gone when init has reaped it
        process.onExit().get(30, TimeUnit.SECONDS);
      }
    } finally {
      demarc.descendants().forEach(ProcessHandle::destroyForcibly);
      demarc.destroyForcibly();
    }
  }

  @Test
  void anAnswerThatNobodyCouldReadIsNoPass() throws Exception {
    Process demarc = start(">/dev/full", "explain", "process-boundary");
    assertThat(demarc.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(demarc.exitValue()).isEqualTo(3);
    assertThat(text(demarc.getErrorStream())).contains("standard output could not be written");
  }

  @Test
  void aReaderThatLeftIsNoError() throws Exception {
    Process demarc = start("| true", "explain", "process-boundary");
    assertThat(demarc.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(demarc.getErrorStream().readAllBytes()).isEmpty();
  }

  @Test
  void aDeviceIsWrittenAndNotReplaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();
    WholeText.write(pipe, "text");
    assertThat(text(reader.getInputStream())).isEqualTo("text");
  }

  @Test
  void aComponentThatCannotStartIsOneErrorAndNoTrial() throws IOException {
    Path script = folder.resolve("sleeper.sh");
    assertThat(script.toFile().setExecutable(false, false)).isTrue();
    Shell.Answer answer = new Shell(folder).run("contract", "test", "contract.yaml");
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.err()).contains("cannot start: ./sleeper.sh is not executable", "chmod +x");
    Files.delete(script);
    answer = new Shell(folder).run("contract", "test", "contract.yaml");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("no file ./sleeper.sh");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void aFolderIsNotSaidToBeMissing() {
    assertThat(new Shell(folder).run("contract", "lint", ".").err()).contains("is a folder");
    assertThat(new Shell(folder).run("verify", "sleeper.sh").err()).contains("is no folder");
  }
}
