// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.journalgap;

import dev.demarc.evidence.journal.JournalFile;
import dev.demarc.evidence.journal.JournalRun;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** journald has deleted entries that a reader had not read. */
final class VacuumedPastCursor implements ForensicRule {
  private static final String LIST = "ls -l /var/log/journal/*/ /run/log/journal/*/";
  private static final String HEADER = "journalctl --header";

  @Override
  public RuleId id() {
    return RuleId.of("journal-gap/vacuumed-past-cursor");
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
    return "journald keeps its files below a size and deletes the oldest, whether a reader was there or not. The reader goes on at the"
        + " next entry that is left, and says nothing; the numbers of the entries tell how many are gone.";
  }

  @Override
  public String fix() {
    return "Give the journal room for the longest time that the reader is down (SystemMaxUse= of that many bytes an hour), and alert when"
        + " the reader's position stands still.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<Folder> folders = Folder.of(evidence);
    return Positions.of(evidence).stream()
        .flatMap(positions -> judge(positions, folders, evidence).stream());
  }

  private static Optional<Judgement> judge(
      Positions positions, List<Folder> folders, Evidence evidence) {
    List<Folder> own =
        folders.stream()
            .filter(folder -> !folder.isEmpty())
            .filter(folder -> folder.sequence().equals(positions.cursor().sequence()))
            .toList();
    if (own.isEmpty()) {
      return withoutFolder(positions, folders, evidence);
    }
    Optional<Folder> on =
        own.stream().filter(one -> one.head() <= positions.cursor().number() + 1).findFirst();
    Folder last = own.stream().max((a, b) -> Long.compare(a.head(), b.head())).orElseThrow();
    return last.head() > positions.cursor().number() + 1
        ? Optional.of(gone(positions, last))
        : on.map(folder ->
            Judgement.not(
                positions.subject(),
                "its next entry is "
                    + (positions.cursor().number() + 1)
                    + ", and the oldest on disk "
                    + folder.head(),
                positions.sighting(),
                Folder.sighting(folder.oldest())));
  }

  private static Judgement gone(Positions positions, Folder folder) {
    long number = positions.cursor().number();
    long lost = folder.head() - number - 1;
    if (!folder.isWhole()) {
      return Judgement.undecided(
          positions.subject(),
          Undecided.Reason.NOT_COLLECTED,
          "The oldest entry here is "
              + folder.head()
              + ", the reader's next is "
              + (number + 1)
              + "; whether these are all files of the journal is not known",
          "which files there are",
          LIST);
    }
    boolean mayBeOfUsers = folder.mayHoldBefore(folder.head());
    return Judgement.found(
            positions.subject(),
            positions.reader()
                + " had read to entry "
                + number
                + " ("
                + positions.cursor().at()
                + "); the oldest left is "
                + folder.head()
                + ": "
                + (mayBeOfUsers ? "up to " : "")
                + lost
                + " lines were deleted unread.",
            positions.sighting())
        .with(Folder.sighting(folder.oldest()))
        .next("what is left, and since when", HEADER)
        .next("how much room the journal has, and how much it wants", "journalctl --disk-usage");
  }

  /** Nothing of this numbering is known on disk. */
  private static Optional<Judgement> withoutFolder(
      Positions positions, List<Folder> folders, Evidence evidence) {
    String sequence = positions.cursor().sequence();
    if (folders.stream().anyMatch(folder -> !folder.isEmpty())) {
      return Optional.of(
          Judgement.undecided(
              positions.subject(),
              Undecided.Reason.AMBIGUOUS,
              "No file has the numbering s="
                  + sequence
                  + ": the journal was made anew, and the numbers of the old one cannot be compared",
              "which numberings there are, and since when",
              HEADER));
    }
    boolean someFile = evidence.of(JournalFile.class).findAny().isPresent();
    Optional<JournalRun> later =
        evidence
            .of(JournalRun.class)
            .filter(run -> run.sequence().equals(sequence))
            .filter(run -> run.first() > positions.cursor().number() + 1)
            .findFirst();
    String message =
        later
            .map(run ->
                (run.first() - positions.cursor().number() - 1)
                    + " entries lie between entry "
                    + positions.cursor().number()
                    + " and the first of "
                    + run.file().name()
                    + " ("
                    + run.first()
                    + "); whether they are on disk is not known")
            .orElse(
                someFile
                    ? "The names of live files do not say what their first entry is"
                    : "What is left of the journal is not known");
    return Optional.of(
        Judgement.undecided(
            positions.subject(),
            Undecided.Reason.NOT_COLLECTED,
            message,
            "the number of the oldest entry",
            someFile ? HEADER : LIST));
  }
}
