// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.udploss;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every capture of UDP sockets, given to all rules without a parameter: the verdict and its fact.
 */
class UdpCapturesTest {
  private static final Path HOME = Path.of("../evidence/src/test/captures/udp");

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "stall/udp.txt | found | socket-dropping | udp 0.0.0.0:6831 dropped 11137 datagrams in 9.0 s",
        "stall/udp.txt | ruled-out | drops-unattributed | 11137 drops in 9.0 s, and its open sockets 11137",
        "stall/ss-1.txt stall/ss-2.txt | found | socket-dropping | dropped 11137 datagrams between two looks",
        "stall/ss-2.txt | found | drops-historic | 11137 datagrams since it was opened; one look",
        "roomy/udp.txt | ruled-out | socket-dropping | no datagram was dropped",
        "dualstack/udp.txt | found | socket-dropping | udp [::]:6831 dropped 5885 datagrams",
        "closed/udp.txt | found | drops-unattributed | 9585 datagrams in 9.0 s, and none of them",
        "closed/ss-1.txt closed/netstat-1.txt closed/ss-2.txt closed/netstat-2.txt | found | drops-unattributed | 9585",
        "earlier/udp.txt | found | drops-historic | 5866 datagrams since it was opened, none of them in 5.0 s",
        "earlier/ss.txt | found | drops-historic | 5866 datagrams since it was opened; one look",
      })
  void isClassified(String files, String verdict, String rule, String fact) throws IOException {
    Settings settings = Settings.standard("test", LocalDate.of(2026, 11, 24));
    List<Risk> risks = new ArrayList<>();
    ServiceLoader.load(Risk.class).forEach(risks::add);
    List<Exhibit> exhibits = new ArrayList<>();
    for (String name : files.split(" ", -1)) {
      CaptureFile file = new CaptureFile(name.replaceFirst(".*/", ""), HOME.resolve(name));
      exhibits.add(Exhibit.Recorded.of(file));
    }
    IdentifyReport report =
        new Examination(settings, Engine.of(settings, risks)).of(exhibits, List.of());
    assertThat(report.problems()).as(files).isEmpty();
    List<String> all = new ArrayList<>();
    report.findings().forEach(one -> all.add("found " + one.rule() + " " + one.message()));
    report
        .examined()
        .ruledOut()
        .forEach(one -> all.add("ruled-out " + one.rule() + " " + one.because()));
    assertThat(all).allMatch(line -> line.contains(" udp-loss/"));
    assertThat(all)
        .anySatisfy(line ->
            assertThat(line).startsWith(verdict + " udp-loss/" + rule + " ").contains(fact));
  }
}
