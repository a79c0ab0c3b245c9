// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.journalgap;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.journal.JournalRun;
import dev.demarc.evidence.journal.SavedCursor;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The journal goes on, and the position of its reader does not. */
final class ReaderStalled implements ForensicRule {
  /** Three times what Promtail and Alloy take to write their positions. */
  private static final Duration LONG = Duration.ofSeconds(30);

  @Override
  public RuleId id() {
    return RuleId.of("journal-gap/reader-stalled");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "A reader that got an error from the journal once may end its loop for good while its process stays up and its probe green;"
        + " what it does not read is deleted some day.";
  }

  @Override
  public String fix() {
    return "Restart the reader before the journal deletes what it has not read, and let its liveness probe compare its position with the"
        + " journal.";
  }

  /** A state of the journal: its newest number, and when that entry was received. */
  private record End(long number, Instant at, Sighting sighting) {}

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<Folder> folders = Folder.of(evidence);
    return Positions.of(evidence).stream()
        .filter(positions -> positions.last().reader() != SavedCursor.Reader.ENTRY)
        .flatMap(positions -> judge(positions, folders, evidence).stream());
  }

  private static Optional<Judgement> judge(
      Positions positions, List<Folder> folders, Evidence evidence) {
    String sequence = positions.cursor().sequence();
    List<End> ends = new ArrayList<>();
    folders.stream()
        .filter(folder -> folder.sequence().equals(sequence))
        .forEach(folder ->
            folder
                .newest()
                .ifPresent(file ->
                    file.tailAt()
                        .ifPresent(at ->
                            ends.add(new End(file.tail().orElse(0), at, Folder.sighting(file))))));
    evidence
        .of(JournalRun.class)
        .filter(run -> run.sequence().equals(sequence) && run.entries() > 1)
        .forEach(run ->
            ends.add(
                new End(
                    run.last(),
                    run.lastAt(),
                    new Sighting("journal", "newest entry " + run.last(), run.spot()))));
    ends.sort(Comparator.comparingLong(End::number));
    if (ends.isEmpty() || ends.getLast().number() < positions.cursor().number()) {
      return Optional.empty();
    }
    long behind = ends.getLast().number() - positions.cursor().number();
    Duration late = Duration.between(positions.cursor().at(), ends.getLast().at());
    if (positions.saved().size() == 1 || ends.size() == 1) {
      return Optional.of(ofOneLook(positions, ends.getLast(), behind, late));
    }
    if (positions.first().cursor().number() != positions.cursor().number()) {
      return Optional.of(
          Judgement.not(
              positions.subject(),
              "its position moved from "
                  + positions.first().cursor().number()
                  + " to "
                  + positions.cursor().number(),
              positions.sighting()));
    }
    End earlier = ends.getFirst();
    Duration between = Duration.between(earlier.at(), ends.getLast().at());
    if (earlier.number() <= positions.cursor().number() || between.compareTo(LONG) < 0) {
      return Optional.of(ofOneLook(positions, ends.getLast(), behind, late));
    }
    return Optional.of(
        Judgement.found(
                positions.subject(),
                positions.reader()
                    + " stands at entry "
                    + positions.cursor().number()
                    + " in "
                    + positions.saved().size()
                    + " looks, while the journal went from "
                    + earlier.number()
                    + " to "
                    + ends.getLast().number()
                    + " in "
                    + between.toSeconds()
                    + " s: "
                    + behind
                    + " lines are unread, unless its matches leave them out.",
                positions.sighting())
            .with(earlier.sighting())
            .with(ends.getLast().sighting())
            .next(
                "whether it reads all units: with matches, only their entries move it",
                "grep -rn -A3 matches /etc/promtail /etc/alloy")
            .next("what it said when it stopped", "journalctl -u promtail -u alloy -n 200")
            .next("how long the unread lines will be kept", "journalctl --disk-usage"));
  }

  private static Judgement ofOneLook(Positions positions, End end, long behind, Duration late) {
    if (late.compareTo(LONG) < 0) {
      return Judgement.not(
          positions.subject(),
          "its position is "
              + behind
              + " entries and "
              + late.toSeconds()
              + " s behind the newest entry, and positions are written every 10 s",
          positions.sighting(),
          end.sighting());
    }
    return Judgement.undecided(
        positions.subject(),
        Undecided.Reason.TOO_SHORT,
        positions.reader()
            + " is "
            + behind
            + " entries and "
            + late.toSeconds()
            + " s behind; one look does not say whether it moves",
        "two looks at position and journal, a minute apart",
        "for i in 1 2; do date -u; cat "
            + path(positions.last().reader())
            + "; journalctl --header | grep -E 'File path|ential number|realtime'; sleep 60; done");
  }

  /** Where the reader keeps its position, if nothing else is set. */
  private static String path(SavedCursor.Reader reader) {
    return switch (reader) {
      case PROMTAIL -> "/var/log/positions.yaml";
      case ALLOY -> "/var/lib/alloy/data/*/positions.yml";
      case FILE, ENTRY -> "POSITION_FILE";
    };
  }
}
