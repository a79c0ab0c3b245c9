// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.tls.TlsOutcome;
import dev.demarc.identify.Engine;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Settings;
import dev.demarc.identify.forensics.Examination;
import dev.demarc.identify.forensics.Exhibit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every capture of TLS handshakes, at default settings, is what the program that made it does. */
class TlsCapturesTest {
  private static final Path CAPTURES = Path.of("../evidence/src/test/captures/tls");

  private static IdentifyReport examine(String file) throws IOException {
    Settings settings = Settings.standard("test", LocalDate.of(2026, 11, 1));
    List<Risk> risks =
        ServiceLoader.load(Risk.class).stream().map(ServiceLoader.Provider::get).toList();
    return new Examination(settings, Engine.of(settings, risks))
        .of(List.of(Exhibit.Recorded.of(new CaptureFile(file, CAPTURES.resolve(file)))), List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # file | classes | findings | the deciding line
          anysll.pcap | no-ticket 1, resumed 2, incomplete 1 | |
          anysll2.pcap | no-ticket 1, resumed 2 | |
          cache.pcap | no-ticket 1, resumed 22, incomplete 1 | |
          cache.pcapng | no-ticket 1, resumed 22, incomplete 1 | |
          hrr.pcap | not-capable 19, incomplete 1 | hello-retry, no-session-cache | ServerHello with the random value of a HelloRetryRequest answers it
          mtls.pcap | not-capable 17, incomplete 1 | no-session-cache | ClientHello without psk_key_exchange_modes (45) and session_ticket (35)
          nocache.pcap | not-capable 20, incomplete 1 | no-session-cache | ClientHello without psk_key_exchange_modes (45) and session_ticket (35)
          openssl-asked13.pcap | no-ticket 5 | |
          openssl-early13.pcap | no-ticket 1, resumed 2 | |
          openssl-ids12.pcap | no-ticket 1, resumed 5 | |
          openssl-mtls13.pcap | no-ticket 5 | |
          openssl-reconnect12.pcap | no-ticket 1, resumed 5 | |
          openssl-refused.pcap | incomplete 5 | |
          openssl-refused-cert12.pcap | no-ticket 5 | |
          openssl-refused-cert13.pcap | no-ticket 5 | |
          openssl-restart13.pcap | no-ticket 1, rejected 1, resumed 3 | |
          openssl-retry13.pcap | no-ticket 5 | |
          openssl-rsa12.pcap | no-ticket 6 | no-ticket | ClientHello that could resume, without pre_shared_key (41) or a ticket in session_ticket (35)
          openssl-session13.pcap | no-ticket 1, resumed 4 | |
          perconn.pcap | no-ticket 20 | no-ticket | ClientHello that could resume, without pre_shared_key (41) or a ticket in session_ticket (35)
          replicas.pcap | no-ticket 1, rejected 18, incomplete 1 | ticket-rejected | ClientHello offers a session, the ServerHello does not take it
          tls12.pcap | not-capable 6 | no-session-cache | ClientHello without psk_key_exchange_modes (45) and session_ticket (35)
          """)
  void isClassified(String file, String classes, String findings, String deciding)
      throws IOException {
    IdentifyReport report = examine(file);
    assertThat(report.problems()).isEmpty();
    assertThat(
            report.examined().subjects().stream()
                .filter(TlsOutcome.class::isInstance)
                .map(one -> one.label() + " " + one.count())
                .collect(joining(", ")))
        .isEqualTo(classes);
    var own =
        report.findings().stream()
            .filter(one -> one.rule().risk().equals("tls-resumption"))
            .toList();
    assertThat(own.stream().map(one -> one.rule().rule()).sorted().collect(joining(", ")))
        .isEqualTo(findings == null ? "" : findings);
    if (deciding != null) {
      assertThat(own.getFirst().evidence().getFirst().text()).isEqualTo(deciding);
    }
  }

  @Test
  void whoOpensShortConnectionsIsNotAskedOfOneLook() throws IOException {
    assertThat(examine("nocache.pcap").findings())
        .singleElement()
        .satisfies(found ->
            assertThat(found.circumstances().orElseThrow().next())
                .singleElement()
                .satisfies(next -> assertThat(next.command()).startsWith("bpftrace ")));
    String server = "10.0.0.9:2379";
    assertThat(Pairs.owner(server, Duration.ofMillis(1), "who").command())
        .contains("args->dport == 2379/", "interval:s:20 { exit(); }");
    assertThat(Pairs.owner(server, Duration.ofMillis(300), "who").command())
        .isEqualTo(
            "for i in $(seq 200); do ss -tnpH dst 10.0.0.9:2379; sleep 0.05; done"
                + " | grep -o '\"[^\"]*\",pid=[0-9]*' | sort | uniq -c | sort -rn | head");
    assertThat(Pairs.owner(server, Duration.ofSeconds(1), "who").command())
        .isEqualTo("ss -tnp dst 10.0.0.9:2379");
  }

  @Test
  void noneIsMissingInTheTable() throws IOException {
    try (Stream<Path> files = Files.list(CAPTURES)) {
      assertThat(files.filter(file -> file.toString().contains(".pcap"))).hasSize(22);
    }
  }
}
