// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.remotewrite;

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
class RemoteWriteCapturesTest {
  private static final Path CAPTURES = Path.of("../evidence/src/test/captures/remotewrite");

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
        "close.pcap; server-idle-close info; 0.70 s after the last payload",
        "close-2s.pcap; server-idle-close info; 2.01 s after the last payload",
        "close-go.pcap; server-idle-close info; 1.00 s after the last payload",
        "race.pcap; mid-request-cut medium; reset by the server",
        "dup.pcap; mid-request-cut medium; end by the server",
        "forget-short.pcap; mid-request-cut medium; reset by the server",
        "stall.pcap; client-timeout medium; 5.00 s after the request began",
        "stall-7s.pcap; client-timeout medium; 7.00 s after the request began",
        "stall-default.pcap; client-timeout medium; 30.0 s after the request began",
        "forget.pcap; silent-idle-drop medium; reset without ACK to the first data",
        "forget-any.pcap; silent-idle-drop medium; reset without ACK to the first data",
        "forget-20s.pcap; silent-idle-drop info; reset without ACK to a keep-alive probe",
        "blackhole-5s.pcap; blackhole high; 8 repetitions",
        "blackhole-any.pcap; blackhole high; 9 repetitions"
      })
  void isFound(String name, String verdict, String fact) throws IOException {
    assertThat(verdicts(name))
        .singleElement()
        .satisfies(
            said -> assertThat(said).startsWith("remote-write/" + verdict + " | ").contains(fact));
  }

  @ParameterizedTest
  @CsvSource({
    "none.pcap",
    "client-idle.pcap",
    "other.pcap",
    "close-tls.pcap",
    "close-at-once.pcap"
  })
  void isClean(String name) throws IOException {
    assertThat(verdicts(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"dup-tls.pcap,mid-request-cut"})
  void isUndecided(String name, String rule) throws IOException {
    assertThat(verdicts(name)).containsExactly("remote-write/" + rule + " undecided");
  }

  @ParameterizedTest
  @CsvSource({
    "close.pcap,server-idle-close,24",
    "close-tls.pcap,server-idle-close,23",
    "close-at-once.pcap,closed-after-answer,15",
    "close-at-once-tls.pcap,closed-after-answer,25",
    "close-at-once-tls.pcap,client-close,5",
    "dup-tls.pcap,mid-request-cut,8",
    "client-idle.pcap,client-close,1"
  })
  void isClassed(String name, String label, long count) throws IOException {
    Stream<String> labels =
        examine(name).examined().subjects().stream().map(one -> one.label() + " " + one.count());
    assertThat(labels).contains(label + " " + count);
  }
}
