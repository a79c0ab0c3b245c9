// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.host.PrivateFolder;
import dev.demarc.host.Tool;
import dev.demarc.host.cgroup.Layout;
import dev.demarc.host.syscall.User;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Demarc as an ordinary user, and Demarc killed: both in a Java of their own. */
class ElsewhereTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Path folder;

  @BeforeEach
  void openFolder() throws IOException {
    // readable for every user, which a folder of JUnit is not
    folder = Files.createTempDirectory("elsewhere");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void removeFolder() {
    PrivateFolder.delete(folder);
  }

  @Test
  void ordinaryUserGetsWhatTheHostGivesAndIsToldWhatIsMissing() throws Exception {
    Assumptions.assumeTrue(User.effectiveId() == 0, "becoming another user needs root");
    Assumptions.assumeTrue(Tool.find("setpriv").isPresent(), "setpriv is not installed");
    List<String> command =
        new ArrayList<>(
            List.of("setpriv", "--reuid", "1000", "--regid", "1000", "--clear-groups", "--"));
    command.addAll(java(copiedClasspath()));
    command.addAll(List.of("report", folder.toString()));
    Tool.Result result =
        Tool.of(command.getFirst())
            .within(PATIENCE)
            .run(new byte[0], command.subList(1, command.size()));
    String text = result.text();
    assertThat(text).as(result.problem()).endsWith("end");
    assertThat(text).contains("level L0", "outcome OK", "stdout in 1000", "user true");
    assertThat(text).contains("openFiles true", "timeout true", "newPrivileges true");
    assertThat(text).contains("breach lifecycle/orphans").doesNotContain("left ");
    assertThat(text).contains("network false unshare CLONE_NEWNET: EPERM");
    if (Setup.ofHost().layout().mode() != Layout.Mode.V2) {
      String why = ": EACCES (own cgroup is not writable for uid 1000)";
      assertThat(text)
          .containsPattern("(?m)^memory false memory\\.limit_in_bytes" + Pattern.quote(why) + "$")
          .containsPattern("(?m)^pids false pids\\.max" + Pattern.quote(why) + "$");
    }
    assertThat(text.lines().filter(line -> line.contains(" false ")))
        .noneMatch(line -> line.matches(".*(/sys/|/tmp/|: $|[0-9]+-[0-9a-f]{6,}).*"));
    assertThat(foldersOfOrdinaryUser()).isEmpty();
  }

  @Test
  void killedDemarcLeavesNothingWithCgroups() throws Exception {
    Assumptions.assumeTrue(User.effectiveId() == 0, "cgroups need root here");
    killedLeavesNothing("cgroups");
  }

  @Test
  void killedDemarcLeavesNothingWithoutCgroups() throws Exception {
    killedLeavesNothing("plain");
  }

  private void killedLeavesNothing(String how) throws Exception {
    List<String> command = java(System.getProperty("java.class.path"));
    command.addAll(List.of("hang", folder.toString(), how));
    Process demarc =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader reader = demarc.inputReader(UTF_8)) {
      assertThat(reader.readLine()).isEqualTo("ready 3");
      String mark = demarc.pid() + "-";
      assertThat(remains(mark)).isNotEmpty();
      demarc.destroyForcibly().waitFor();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!remains(mark).isEmpty() && System.nanoTime() < end) {
        IsolationTest.pause(Duration.ofMillis(20));
      }
      assertThat(remains(mark)).isEmpty();
    } finally {
      demarc.destroyForcibly();
    }
  }

  private static List<String> foldersOfOrdinaryUser() throws IOException {
    List<String> found = new ArrayList<>();
    list(Setup.ofHost().temporary().resolve("demarc-run-1000"), "*.lock", found);
    return found;
  }

  /** Processes, cgroups, folders and locks of an instance whose name begins with {@code mark}. */
  private static List<String> remains(String mark) throws IOException {
    Setup setup = Setup.ofHost();
    List<String> found = new ArrayList<>();
    List<Path> places = new ArrayList<>(setup.layout().controllers().values());
    setup.layout().unified().ifPresent(places::add);
    for (Path place : places) {
      list(place.resolve("demarc"), mark + "*", found);
    }
    list(setup.temporary(), "demarc-" + mark + "*", found);
    list(setup.runtime(), mark + "*", found);
    String variable = "TMPDIR=" + setup.temporary().resolve("demarc-" + mark);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path entry : entries) {
        if (environment(entry).contains(variable)) {
          found.add(entry.toString());
        }
      }
    }
    return found;
  }

  private static void list(Path place, String glob, List<String> found) throws IOException {
    if (Files.isDirectory(place)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(place, glob)) {
        entries.forEach(entry -> found.add(entry.toString()));
      }
    }
  }

  private static String environment(Path process) {
    try {
      return new String(
          Files.readAllBytes(process.resolve("environ")),
          java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  private static List<String> java(String classpath) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classpath,
            Elsewhere.class.getName()));
  }

  /** The classes of this test where every user can read them. */
  private String copiedClasspath() throws IOException {
    List<Path> copies = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path from = Path.of(entry);
      Path to = folder.resolve("lib" + copies.size());
      if (Files.isDirectory(from)) {
        copyTree(from, to);
      } else if (Files.exists(from)) {
        to = folder.resolve("lib" + copies.size() + ".jar");
        Files.copy(from, to);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
      }
      copies.add(to);
    }
    return copies.stream().map(Path::toString).collect(Collectors.joining(":"));
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(file -> {
        try {
          Path copy = to.resolve(from.relativize(file));
          Files.copy(file, copy);
          String rights = Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--";
          Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(rights));
        } catch (IOException problem) {
          throw new UncheckedIOException(problem);
        }
      });
    }
  }
}
