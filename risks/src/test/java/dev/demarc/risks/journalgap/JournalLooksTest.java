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
import dev.demarc.identify.forensics.StateWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A journal and the notes of its readers, looked at twice where they lie: files of real journald.
 */
class JournalLooksTest {
  private static final Path HOME = Path.of("../evidence/src/test/captures/journal/looks");
  private static final String MACHINE = "0123456789abcdef0123456789abcdef";
  private static final Instant FIRST = Instant.parse("2026-11-24T19:32:00Z");

  @TempDir Path folder;

  private final Map<String, StateWatch> watches = new LinkedHashMap<>();

  /** Puts the journal and notes of this look where they lie, and looks. */
  private void look(Instant at, String journal, Map<String, String> notes) throws IOException {
    Path machine = Files.createDirectories(folder.resolve("journal").resolve(MACHINE));
    try (Stream<Path> old = Files.list(machine)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    try (Stream<Path> files = Files.list(HOME.resolve(journal).resolve(MACHINE))) {
      for (Path file : files.toList()) {
        Files.copy(file, machine.resolve(file.getFileName()));
      }
    }
    for (Map.Entry<String, String> note : notes.entrySet()) {
      Files.copy(
          HOME.resolve(note.getValue()),
          folder.resolve(note.getKey()),
          StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> names = new ArrayList<>(List.of("journal"));
    names.addAll(notes.keySet());
    for (String name : names) {
      if (!watches.containsKey(name)) {
        watches.put(name, StateWatch.of(new CaptureFile(name, folder.resolve(name))).orElseThrow());
      }
      watches.get(name).look(at);
    }
  }

  private List<String> said() throws IOException {
    Settings settings = Settings.standard("test", LocalDate.of(2026, 11, 24));
    List<Risk> risks = new ArrayList<>();
    ServiceLoader.load(Risk.class).forEach(risks::add);
    List<Exhibit> exhibits = watches.values().stream().map(StateWatch::exhibit).toList();
    IdentifyReport report =
        new Examination(settings, Engine.of(settings, risks)).of(exhibits, List.of());
    assertThat(report.problems()).isEmpty();
    assertThat(report.inputs()).hasSize(watches.size());
    List<String> all = new ArrayList<>();
    report
        .findings()
        .forEach(one ->
            all.add(
                "found "
                    + one.rule()
                    + " "
                    + one.circumstances().orElseThrow().subject().words()
                    + ": "
                    + one.message()));
    report
        .examined()
        .undecided()
        .forEach(one ->
            all.add(
                "undecided " + one.rule() + " " + one.subject().words() + ": " + one.message()));
    report
        .examined()
        .ruledOut()
        .forEach(one ->
            all.add(
                "ruled-out " + one.rule() + " " + one.subject().words() + ": " + one.because()));
    return all;
  }

  @ParameterizedTest(name = "{2}, then {3}, {4} s later: {5}")
  @CsvSource(
      delimiter = '|',
      value = {
        // stands still while the journal goes on, past a rotation
        "positions.yaml | positions.yaml | first | second | 30 | found | Promtail stands at entry 22 in 2 looks, while the journal went from 52 to 88 in 30 s: 66 lines",
        "alloy-positions.yml | alloy-positions.yml | first | second | 31 | found | Alloy stands at entry 22",
        "checkpoint.txt | checkpoint.txt | first | second | 60 | found | Vector stands at entry 22",
        "imjournal.state | imjournal.state | first | second | 60 | found | Rsyslog stands at entry 22",
        // what is written when a program ends says nothing before
        "cursor-file | cursor-file | first | second | 60 | undecided | what runs now and then",
        // too soon for a reader that notes its position every 10 s
        "positions.yaml | positions.yaml | first | second | 29 | undecided | 29 s are less than readers take",
        // a quiet journal
        "positions.yaml | positions.yaml | second | second | 60 | undecided | is 66 entries behind, and the journal was quiet for 60 s",
        "positions-moved.yaml | positions-moved.yaml | second | second | 60 | ruled-out | its position, entry 88, is the newest entry",
        // the reader goes on
        "positions.yaml | positions-moved.yaml | first | second | 60 | ruled-out | its position moved from 22 to 88",
        "positions.yaml | positions-end.yaml | first | second | 60 | ruled-out | its position moved from 22 to 52",
        "positions-end.yaml | positions-end.yaml | first | second | 60 | undecided | had read all at the first look, and 36 entries came since",
      })
  void readerIsJudgedByWhatItHadNotReadAtTheFirstLook(
      String before, String after, String from, String to, int seconds, String verdict, String fact)
      throws IOException {
    look(FIRST, from, Map.of(before, before));
    look(FIRST.plusSeconds(seconds), to, Map.of(before, after));
    assertThat(said())
        .filteredOn(line -> line.contains(" journal-gap/reader-stalled "))
        .singleElement()
        .asString()
        .startsWith(verdict + " ")
        .contains(fact);
  }

  @Test
  void readersOfTheSameNameAreTwoWhenTheirNotesAreTwoFiles() throws IOException {
    look(FIRST, "first", Map.of("a.yaml", "positions.yaml", "b.yaml", "positions.yaml"));
    look(
        FIRST.plusSeconds(40),
        "second",
        Map.of("a.yaml", "positions.yaml", "b.yaml", "positions-moved.yaml"));
    assertThat(said())
        .filteredOn(line -> line.contains("reader-stalled"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("found ")
                    .contains("cursor cursor-journal, file a.yaml"),
            line ->
                assertThat(line).startsWith("ruled-out ").contains("file b.yaml: its position"));
  }

  @Test
  void journalThatWasMadeAnewAccusesNobodyOfStandingStill() throws IOException {
    look(FIRST, "first", Map.of("positions.yaml", "positions.yaml"));
    look(FIRST.plusSeconds(60), "anew", Map.of("positions.yaml", "positions.yaml"));
    assertThat(said())
        .noneMatch(line -> line.startsWith("found ") || line.contains("reader-stalled"))
        .anyMatch(line -> line.contains("the journal was made anew"));
  }

  @Test
  void rotationBetweenTwoLooksIsNoHole() throws IOException {
    look(FIRST, "first", Map.of("positions.yaml", "positions.yaml"));
    look(FIRST.plusSeconds(60), "second", Map.of("positions.yaml", "positions-moved.yaml"));
    assertThat(said()).noneMatch(line -> line.contains("sequence-jump"));
  }

  @Test
  void oneLookAtTheFolderDecidesWhatNeedsNoSecond() throws IOException {
    look(FIRST, "second", Map.of("positions.yaml", "positions.yaml"));
    assertThat(said())
        .filteredOn(line -> line.contains("vacuumed-past-cursor"))
        .singleElement()
        .asString()
        .startsWith("ruled-out ")
        .endsWith("its next entry is 23, and the oldest on disk 1");
  }
}
