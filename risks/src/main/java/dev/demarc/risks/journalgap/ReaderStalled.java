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
import dev.demarc.risks.journalgap.Standstill.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The journal goes on, and the position of its reader does not. */
final class ReaderStalled implements ForensicRule {
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

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<Folder> folders = Folder.of(evidence);
    return Positions.of(evidence).stream()
        .filter(positions -> positions.last().reader() != SavedCursor.Reader.ENTRY)
        .flatMap(positions -> judge(positions, folders, evidence).stream());
  }

  private static Optional<Judgement> judge(
      Positions positions, List<Folder> folders, Evidence evidence) {
    if (positions.isLive() && positions.saved().size() > 1) {
      return Standstill.ofLooks(positions, evidence);
    }
    List<End> ends = ends(positions, folders, evidence);
    long number = positions.cursor().number();
    if (ends.isEmpty() || ends.getLast().number() < number) {
      return Optional.empty();
    }
    if (positions.saved().size() == 1 || ends.size() == 1) {
      return Optional.of(ofOneLook(positions, ends.getLast()));
    }
    End first = ends.getFirst();
    End last = ends.getLast();
    Duration between = Duration.between(first.at(), last.at());
    boolean moved = positions.first().cursor().number() != number;
    return Optional.of(
        moved || (first.number() > number && between.compareTo(Standstill.LONG) >= 0)
            ? new Standstill(positions, first, last, between).judgement()
            : ofOneLook(positions, last));
  }

  /** The newest entries that are known of the reader's journal, by their numbers. */
  private static List<End> ends(Positions positions, List<Folder> folders, Evidence evidence) {
    String sequence = positions.cursor().sequence();
    List<End> ends = new ArrayList<>();
    folders.stream()
        .filter(folder -> folder.sequence().equals(sequence))
        .flatMap(folder -> folder.newest().stream())
        .flatMap(file -> End.of(file).stream())
        .forEach(ends::add);
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
    return ends;
  }

  private static Judgement ofOneLook(Positions positions, End end) {
    long behind = end.number() - positions.cursor().number();
    Duration late = Duration.between(positions.cursor().at(), end.at());
    if (late.compareTo(Standstill.LONG) < 0) {
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
        "sudo demarc identify /var/log/journal "
            + Standstill.path(positions.last().reader())
            + " --for 60s");
  }
}
