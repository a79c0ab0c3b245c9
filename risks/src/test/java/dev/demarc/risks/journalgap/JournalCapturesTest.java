// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.journalgap;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every capture of the journal, given to all rules without a parameter: the verdict and its fact.
 */
class JournalCapturesTest {
  private static final Path HOME = Path.of("../evidence/src/test/captures/journal");

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "c0.json after-200.json | undecided | vacuumed-past-cursor | 48693 entries lie between entry 2",
        "after-200.json | ruled-out | sequence-jump | entries 48696 to 48895 of after-200.json follow",
        "vacuum/positions.yaml vacuum/ls-l.txt | found | vacuumed-past-cursor | 47843 lines were deleted unread",
        "vacuum/alloy-positions.yml vacuum/header.txt | found | vacuumed-past-cursor | 47843 lines",
        "vacuum/cursor-file vacuum/ls.txt | found | vacuumed-past-cursor | 47843 lines",
        "vacuum/last-read.json vacuum/0123456789abcdef0123456789abcdef/system.journal | found | vacuumed-past-cursor | 47843 lines",
        "vacuum/positions.yaml | undecided | vacuumed-past-cursor | What is left of the journal",
        "removed/all.json | found | sequence-jump | 36 entries are missing between entry 62",
        "removed/all.export | found | sequence-jump | 36 entries are missing between entry 62",
        "removed/reverse.json | found | sequence-jump | 36 entries are missing between entry 62",
        "removed/header.txt | found | sequence-jump | 36 entries are gone",
        "removed/web-only.json | undecided | sequence-jump | all of it is of unit web.service",
        "ratelimit/all.json | found | journald-rate-limited | threw away 965 lines of web.service",
        "ratelimit/all.export | found | journald-rate-limited | threw away 465 lines of api.service",
        "ratelimit/all.json | ruled-out | sequence-jump | entries 1 to 85 of all.json follow",
        "text/short.txt | found | journald-rate-limited | threw away 65 lines of web.service",
        "text/with-unit.txt | found | journald-rate-limited | threw away 15 lines of api.service",
        "text/messages text/journald.json | found | journald-rate-limited | threw away 65 lines of web.service",
        "values/values.json | ruled-out | sequence-jump | entries 1 to 12 of values.json follow",
        "values/values.export | ruled-out | sequence-jump | entries 1 to 12 of values.export follow",
        "users/all.json users/header.txt | ruled-out | sequence-jump | entries 1 to 70 of all.json follow",
        "users/user-only.json | undecided | sequence-jump | all of it is of identifier shell",
        "stalled/positions-1.yaml stalled/header-1.txt stalled/positions-2.yaml stalled/header-2.txt | found | reader-stalled | stands at entry 22 in 2 looks",
        "stalled/positions-1.yaml stalled/header-1.txt stalled/positions-2-moved.yaml stalled/header-2.txt | ruled-out | reader-stalled | moved from 22 to 52",
        "stopped/imjournal-1.state stopped/header-1.txt stopped/imjournal-2.state stopped/header-2.txt | found | reader-stalled | stands at entry 22",
        "stopped/imjournal-2.state stopped/ls-l.txt | found | vacuumed-past-cursor | 28853 lines were deleted unread",
        "forwarded/journal.json forwarded/sink.txt | found | sink-missing-lines | 40 of ",
        "shipped/journal.json shipped/loki.jsonl | found | sink-missing-lines | 22 of 120 lines",
        "shipped/journal.json shipped/loki-response.json | found | sink-missing-lines | 22 of 120 lines",
        "shipped/journal.json shipped/logcli.txt | found | sink-missing-lines | 22 of 120 lines",
        "shipped/journal.json shipped/complete.jsonl | ruled-out | sink-missing-lines | all 120 lines",
        "shipped/journal.json shipped/loki-backward.jsonl | undecided | sink-missing-lines | in order of time",
        "shipped/journal.json shipped/rewritten.jsonl | undecided | sink-missing-lines | rewrites lines",
      })
  void isClassified(String files, String verdict, String rule, String fact) throws IOException {
    assertThat(said(files))
        .as(files)
        .anySatisfy(line ->
            assertThat(line).startsWith(verdict + " journal-gap/" + rule + " ").contains(fact));
  }

  @Test
  void textBesideAnExportOfTheSameSaysNothingTwiceAndRulesNothingOut() throws IOException {
    assertThat(said("text/short.txt text/journald.json"))
        .filteredOn(line -> line.startsWith("found "))
        .hasSize(2);
    assertThat(said("text/short.txt")).hasSize(2).allMatch(line -> line.startsWith("found "));
  }

  private static List<String> said(String files) throws IOException {
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
        .undecided()
        .forEach(one -> all.add("undecided " + one.rule() + " " + one.message()));
    report
        .examined()
        .ruledOut()
        .forEach(one -> all.add("ruled-out " + one.rule() + " " + one.because()));
    assertThat(all).as("rules of other risks").allMatch(line -> line.contains(" journal-gap/"));
    return all;
  }
}
