// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.identify.Engine;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Settings;
import dev.demarc.identify.forensics.Examination;
import dev.demarc.identify.forensics.Exhibit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every capture, by all risks and without parameters: the verdict and the fact that decides. */
class SeccompCapturesTest {
  private static final Path CAPTURES = Path.of("../evidence/src/test/captures/audit");

  private static IdentifyReport examine(String name) throws IOException {
    Settings settings = Settings.standard("test", LocalDate.of(2026, 11, 24)).withSandbox();
    List<Risk> risks =
        ServiceLoader.load(Risk.class).stream().map(ServiceLoader.Provider::get).toList();
    Exhibit file = Exhibit.Recorded.of(new CaptureFile(name, CAPTURES.resolve(name)));
    return new Examination(settings, Engine.of(settings, risks)).of(List.of(file), List.of());
  }

  /**
   * What is found and what is undecided: {@code rule severity | evidence}, {@code rule undecided}.
   */
  private static List<String> verdicts(String name) throws IOException {
    IdentifyReport report = examine(name);
    List<String> all = new ArrayList<>();
    report
        .findings()
        .forEach(found ->
            all.add(
                found.rule()
                    + " "
                    + found.severity()
                    + " | "
                    + found.evidence().getFirst().text()));
    report.examined().undecided().forEach(open -> all.add(open.rule() + " undecided"));
    return all;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "audit.log; denied-syscall high; syscall=288 (accept4) ip=0x4031ee action=kill-process; 2",
        "kernel-audit.txt; denied-syscall high; syscall=361 (bind) ip=0x401626 action=kill-process; 11",
        "kernel-audit.txt; runtime-tail-denied high; comm=runc:[2:INIT] exe=/ sig=31; 11",
        "kernel-audit.txt; records-lost info; 46 callbacks suppressed; 11",
        "lost.txt; records-lost info; audit: audit_lost=1 audit_rate_limit=5 audit_backlog_limit=64; 2",
        "dmesg.txt; denied-syscall high; action=kill-thread; 6",
        "kmsg.txt; denied-syscall high; arch=x32 syscall=1073742112 (accept4); 6",
        "sigsys.txt; denied-syscall high; call 288, below internal/poll.accept; 1",
        "sigsys-386.txt; denied-syscall high; call 102; 1",
        "sigsys.strace; denied-syscall high; call 288; 1"
      })
  void isFound(String name, String verdict, String fact, int all) throws IOException {
    assertThat(verdicts(name).stream().filter(said -> said.startsWith("seccomp/")))
        .hasSize(all)
        .anySatisfy(
            said -> assertThat(said).startsWith("seccomp/" + verdict + " | ").contains(fact));
  }

  @ParameterizedTest
  @CsvSource({"sigsys-sent.txt"})
  void isClean(String name) throws IOException {
    assertThat(verdicts(name).stream().filter(said -> said.startsWith("seccomp/"))).isEmpty();
    assertThat(examine(name).examined().ruledOut()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "audit.log,gapless",
    "kernel-audit.txt,gaps",
    "lost.txt,losses",
    "kmsg.txt,gapless",
    "sigsys-sent.txt,sent-by-process"
  })
  void isClassed(String name, String label) throws IOException {
    Stream<String> labels = examine(name).examined().subjects().stream().map(one -> one.label());
    assertThat(labels).contains(label);
  }
}
