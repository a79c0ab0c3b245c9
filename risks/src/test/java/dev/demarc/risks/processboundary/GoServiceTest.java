// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Target;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.identify.Engine;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Settings;
import dev.demarc.identify.forensics.Examination;
import dev.demarc.identify.forensics.Exhibit;
import dev.demarc.identify.forensics.Lookout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that the Go of this machine, and an older one if it is there, build and run. */
@Tag("slow")
class GoServiceTest {
  private static final Path SOURCE = Path.of("../evidence/src/test/captures/process/services");
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path scratch;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  private static Path program(String name) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> abort("no " + name + " on PATH"));
  }

  /** Builds the services with a toolchain that is here; none is loaded for it. */
  private Path build(String toolchain) throws IOException, InterruptedException {
    Path out = scratch.resolve("services");
    ProcessBuilder go =
        new ProcessBuilder(program("go").toString(), "build", "-o", out.toString(), ".")
            .directory(SOURCE.toFile())
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("build.log").toFile());
    go.environment()
        .putAll(
            Map.of(
                "GOTOOLCHAIN", toolchain,
                "GOPROXY", "off",
                "CGO_ENABLED", "0",
                "GOFLAGS", "-buildvcs=false"));
    Process build = go.start();
    if (!build.waitFor(5, TimeUnit.MINUTES) || build.exitValue() != 0) {
      abort("no Go toolchain " + toolchain + " here");
    }
    return out;
  }

  private Process start(Path services, Map<String, String> environment, String... words)
      throws IOException {
    for (String script : List.of("worker.py", "sigwait.py")) {
      Files.copy(SOURCE.resolve(script), scratch.resolve(script));
    }
    List<String> command = new ArrayList<>(List.of(services.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(scratch.toFile());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(scratch.resolve("out").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static IdentifyReport look(Process process, Duration whole) throws InterruptedException {
    String name = "pid:" + process.pid();
    Watch watch =
        new Lookout(Machine.here(), whole, Duration.ofSeconds(4))
            .at(Target.of(name).orElseThrow(), name)
            .orElseThrow();
    Settings settings = Settings.standard("test", LocalDate.of(2026, 11, 24)).withSandbox();
    List<Risk> risks =
        ServiceLoader.load(Risk.class).stream().map(ServiceLoader.Provider::get).toList();
    try {
      return new Examination(settings, Engine.of(settings, risks))
          .of(List.of(new Exhibit.Seen(watch, true)), List.of());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Optional<String> found(IdentifyReport report, String rule) {
    return report.findings().stream()
        .filter(one -> one.rule().toString().equals(rule))
        .map(one -> one.message() + one.evidence())
        .findFirst();
  }

  private static IdentifyReport lookUntil(Process process, String rule)
      throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    IdentifyReport report = look(process, Duration.ZERO);
    while (found(report, rule).isEmpty() && System.nanoTime() < end && process.isAlive()) {
      Thread.sleep(200);
      report = look(process, Duration.ZERO);
    }
    return report;
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "go1.22.12"})
  void aListenerThatIsHandedOverBlocks(String toolchain) throws IOException, InterruptedException {
    program("python3");
    String secret = "cAnArY" + Long.toString(System.nanoTime(), 36);
    Process service =
        start(
            build(toolchain),
            Map.of("DB_PASSWORD", secret, "GOPROXY", "https://me:" + secret + "@proxy.example.com"),
            "handed",
            "127.0.0.1:0",
            "py",
            "KEY=" + secret);
    IdentifyReport report = lookUntil(service, "socket-activation/blocking-listener");
    assertThat(found(report, "socket-activation/blocking-listener"))
        .hasValueSatisfying(text -> assertThat(text).contains("sleeps in its accept", "Python"));
    assertThat(found(report, "process-boundary/inherits-listener")).isPresent();
    assertThat(report.findings() + "" + report.examined() + report.problems() + report.inputs())
        .doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "go1.22.12"})
  void forgottenChildrenAreZombiesAfterTenSeconds(String toolchain)
      throws IOException, InterruptedException {
    Process service = start(build(toolchain), Map.of(), "few");
    Thread.sleep(1000);
    IdentifyReport once = look(service, Duration.ZERO);
    assertThat(found(once, "process-boundary/zombie-children")).isEmpty();
    assertThat(once.examined().undecided())
        .anyMatch(one -> one.rule().toString().equals("process-boundary/zombie-children"));
    IdentifyReport longer = look(service, Duration.ofSeconds(12));
    assertThat(found(longer, "process-boundary/zombie-children"))
        .hasValueSatisfying(text -> assertThat(text).contains("2 children", "state Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "go1.22.12"})
  void whatGoIgnoresItsChildrenIgnore(String toolchain) throws IOException, InterruptedException {
    Process service = start(build(toolchain), Map.of(), "deafparent");
    IdentifyReport report = lookUntil(service, "process-boundary/ignores-sigterm");
    assertThat(found(report, "process-boundary/ignores-sigterm"))
        .hasValueSatisfying(text -> assertThat(text).contains("as pid " + service.pid()));
  }
}
