// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.identify.Engine;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Settings;
import dev.demarc.identify.forensics.Examination;
import dev.demarc.identify.forensics.Exhibit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every trace that is kept, with all rules of all risks and no parameters: what was found and on
 * which line the fact that decided stands; a question mark is undecided.
 */
class TraceTableTest {
  private static final Path CAPTURES = Path.of("../evidence/src/test/captures/strace");

  /** Those whose rules are shown; a trace may say something to others, too. */
  private static final Set<String> RISKS = Set.of("socket-activation", "clock", "cgo-errno");

  private static final String TABLE =
      """
      attached-26.strace           blocked-accept:2
      attached-end-26.strace       blocked-accept:3
      blk-22.strace                -
      blk-26.strace                -
      blk-child-22.strace          blocking-listener:109
      blk-child-26.strace          blocking-listener:135
      blk-mend-22.strace           -
      blk-mend-26.strace           -
      blk.strace                   blocking-listener:46
      busy-26.strace               -
      cgo-answer-22.strace         -
      cgo-answer-26.strace         -
      cgo-second-22.strace         errno-not-captured:19 errno-not-captured:9
      cgo-second-26.strace         errno-not-captured:17 errno-not-captured:7
      cgo-two-22.strace            -
      cgo-two-26.strace            -
      cgo-unstacked-26.strace      -
      clock-22.strace              -
      clock-26.strace              -
      clock-novdso-22.strace       vdso-bypassed:4
      clock-novdso-26.strace       vdso-bypassed:5
      clock-novdso-k-26.strace     vdso-bypassed:1
      closed-22.strace             -
      closed-26.strace             -
      doubleclose-22.strace        stolen-fd:48
      doubleclose-26.strace        stolen-fd:57
      good-22.strace               -
      good-26.strace               -
      good.strace                  -
      leakpid-22.strace            activation-ignored:138 blocking-listener:82 listener-lost:171
      leakpid-26.strace            activation-ignored:167 blocking-listener:99 listener-lost:197
      leakpid.strace               activation-ignored:144 blocking-listener:76 listener-lost:167
      listen-22.strace             activation-ignored:?
      listen-26.strace             activation-ignored:?
      listen-env-26.strace         activation-ignored:51
      listen.strace                activation-ignored:?
      pids-26.strace               -
      python-accept.strace         -
      python-loop.strace           -
      python-probe.strace          -
      python-twice.strace          double-close:161
      raw-22.strace                blocked-accept:34 use-after-close:44
      raw-26.strace                blocked-accept:44 use-after-close:53
      rawaccept-22.strace          blocked-accept:56
      rawaccept-26.strace          blocked-accept:43
      rawfile-22.strace            -
      rawfile-26.strace            -
      seedunix-22.strace           activation-ignored:40
      seedunix-26.strace           activation-ignored:51
      sigsys-26.strace             -
      stolenconn-26.strace         stolen-fd:80
      thread-22.strace             threads-not-traced:1
      thread-26.strace             threads-not-traced:1
      thread-attached-26.strace    threads-not-traced:1
      twice-22.strace              listener-lost:73 use-after-close:74
      twice-26.strace              listener-lost:85 use-after-close:86
      twoclose-22.strace           double-close:36
      twoclose-26.strace           double-close:44
      wrongfd-22.strace            listener-lost:154 wrong-fd-number:140
      wrongfd-26.strace            listener-lost:179 wrong-fd-number:166
      wrongfd.strace               blocking-listener:67 listener-lost:131 wrong-fd-number:105
      """;

  @Test
  void everyTraceIsClassifiedAsItsProgramIsWritten() throws IOException {
    List<String> rows;
    try (Stream<Path> all = Files.list(CAPTURES)) {
      rows =
          all.filter(path -> path.toString().endsWith(".strace"))
              .sorted()
              .map(TraceTableTest::row)
              .toList();
    }
    assertThat(rows).containsExactlyElementsOf(TABLE.lines().toList());
  }

  private static String row(Path capture) {
    String name = String.valueOf(capture.getFileName());
    TreeSet<String> said = new TreeSet<>();
    IdentifyReport report = report(name, capture);
    report.findings().stream()
        .filter(one -> RISKS.contains(one.rule().risk()))
        .forEach(one -> said.add(one.rule().rule() + ":" + one.place().line()));
    report.examined().undecided().stream()
        .filter(one -> RISKS.contains(one.rule().risk()))
        .forEach(one -> said.add(one.rule().rule() + ":?"));
    assertThat(report.problems()).as(name).isEmpty();
    assertThat(report.findings())
        .allSatisfy(one -> assertThat(one.evidence()).as(name).doesNotHaveDuplicates());
    return "%-28s %s".formatted(name, said.isEmpty() ? "-" : String.join(" ", said));
  }

  private static IdentifyReport report(String name, Path capture) {
    Settings settings = Settings.standard("test", LocalDate.of(2026, 11, 24)).withSandbox();
    List<Risk> risks =
        ServiceLoader.load(Risk.class).stream().map(ServiceLoader.Provider::get).toList();
    try {
      return new Examination(settings, Engine.of(settings, risks))
          .of(List.of(Exhibit.Recorded.of(new CaptureFile(name, capture))), List.of());
    } catch (IOException reason) {
      throw new java.io.UncheckedIOException(reason);
    }
  }
}
