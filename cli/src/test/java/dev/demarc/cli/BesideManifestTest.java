// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes beside the manifest that is given with them. */
@EnabledOnOs(OS.LINUX)
class BesideManifestTest {
  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  private String start(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    started.add(process);
    return "pid:" + process.pid();
  }

  @AfterEach
  void end() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private String pod(String command) throws IOException {
    Files.writeString(
        folder.resolve("pod.yaml"),
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: app\n"
            + (command.isEmpty() ? "" : "      command: " + command + "\n")
            + "      env:\n        - {name: GOGC, value: \"50\"}\n        - {name: KEY, value: c4nary}\n");
    return "pod.yaml";
  }

  private Shell.Answer identify(String... words) {
    List<String> all = new ArrayList<>(List.of("identify"));
    all.addAll(List.of(words));
    all.addAll(List.of("--for", "0", "--maturity", "sandbox", "--rule", "build-env"));
    return new Shell(folder).run(all.toArray(String[]::new));
  }

  @Test
  void otherValueIsFoundAndEqualOneRuledOut() throws IOException {
    String manifest = pod("[sleep, \"60\"]");
    Shell.Answer other = identify(start(Map.of("GOGC", "70"), "sleep", "60"), manifest);
    assertThat(other.exit()).as(other.err()).isZero();
    assertThat(other.out())
        .contains(
            "found medium  build-env/environ-differs",
            "By pod.yaml (container app of Pod p) GOGC is 50, and the process has 70.",
            "  proof  pod.yaml:9  GOGC: 50\n",
            "1 medium in 2 inputs")
        .doesNotContain("c4nary");
    assertThat(identify(start(Map.of("GOGC", "50"), "sleep", "60"), manifest).out())
        .contains("ruled out\n", "GOGC is as pod.yaml");
    assertThat(identify(start(Map.of(), "sleep", "60"), manifest).out())
        .contains("GOGC is 50, and the process has none.");
    assertThat(identify(start(Map.of("GOGC", "70"), "sleep", "60")).out())
        .as("no manifest")
        .doesNotContain("environ-differs");
  }

  @Test
  void wrapperThatIsNamedSetsWhatItWants() throws IOException {
    String running = start(Map.of("GOGC", "70"), "sleep", "60");
    assertThat(identify(running, pod("[sh, -c, 'GOGC=70 exec sleep 60']")).out())
        .contains("ruled out\n", "GOGC is as pod.yaml");
    assertThat(identify(running, pod("[/srv/start.sh, sleep]")).out())
        .contains(
            "undecided  build-env/environ-differs",
            "it starts /srv/start.sh,",
            "grep -nE 'GOGC' /proc/" + running.substring(4) + "/root/srv/start.sh");
  }

  @Test
  void scriptOfSeveralWaysIsNoProof() throws IOException {
    String running = start(Map.of("GOGC", "70"), "sleep", "60");
    String several = "if test $BIG; then GOGC=70 exec sleep 60; else GOGC=50 exec sleep 60; fi";
    Files.writeString(
        folder.resolve("compose.yaml"),
        "services:\n  app:\n    image: app\n    command: [sh, -c, \""
            + several.replace("$", "$$")
            + "\"]\n");
    for (String manifest : List.of(pod("[sh, -c, \"" + several + "\"]"), "compose.yaml")) {
      assertThat(identify(running, manifest).out().replaceAll("\\s+", " "))
          .as(manifest)
          .contains("undecided build-env/environ-differs", "its script starts it in several ways.");
    }
  }

  @Test
  void environmentWithoutAnyUsualNameMayBeATitleThatWasWrittenOverIt() throws IOException {
    String written = start(Map.of(), "env", "-i", "orker=", "/bin/sleep", "60");
    assertThat(identify(written, pod("[sleep, \"60\"]")).out().replaceAll("\\s+", " "))
        .contains(
            "undecided build-env/environ-differs",
            "is there, nor PATH: it was cleared, or the process has written over it.");
  }

  @Test
  void wrapperAboveTheProcessStillHasTheDeclaredValue() throws Exception {
    start(Map.of("GOGC", "50"), "sh", "-c", "GOGC=70 sleep 60; exit $?");
    Process shell = started.getLast();
    while (shell.descendants().noneMatch(one -> isSleep(one))) {
      assertThat(shell.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    long child = shell.descendants().toList().getFirst().pid();
    assertThat(identify("pid:" + child, pod("")).out())
        .contains("ruled out\n", "GOGC is as declared in pid " + shell.pid());
  }

  private static boolean isSleep(ProcessHandle one) {
    return one.info().command().filter(path -> path.endsWith("sleep")).isPresent();
  }

  @Test
  void dockerfileIsJudgedAsSourceAndComparedAsImage() throws IOException {
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM scratch\nENV GOMAXPROCS=2\nENTRYPOINT [\"sleep\", \"60\"]\n");
    String running = start(Map.of("GOMAXPROCS", "4"), "sleep", "60");
    assertThat(identify(running, "Dockerfile").out())
        .contains(
            "build-env/runtime-env-inherited",
            "found low  build-env/environ-differs",
            "By Dockerfile (stage 0) GOMAXPROCS is 2, and the process has 4.");
  }

  @Test
  void folderOfManifestsIsLookedThrough() throws IOException {
    Path deploy = Files.createDirectory(folder.resolve("deploy"));
    Files.move(folder.resolve(pod("[sleep, \"60\"]")), deploy.resolve("pod.yaml"));
    Files.writeString(deploy.resolve("values.yaml"), "replicas: 2\n");
    assertThat(identify(start(Map.of("GOGC", "70"), "sleep", "60"), "deploy").out())
        .contains(
            "By deploy/pod.yaml (container app of Pod p) GOGC is 50, and the process has 70.");
  }

  @Test
  void emptyEnvironmentSaysNothing() throws IOException {
    String cleared = start(Map.of(), "env", "-i", "/bin/sleep", "60");
    assertThat(identify(cleared, pod("")).out())
        .contains("undecided  build-env/environ-differs", "Its environment is empty");
  }

  @Test
  void manifestAloneIsSaidToNeedAProcess() throws IOException {
    Shell.Answer alone = identify(pod(""));
    assertThat(alone.exit()).isEqualTo(3);
    assertThat(alone.err())
        .contains("pod.yaml is a manifest of Kubernetes", "demarc identify pid:N pod.yaml");
  }
}
