// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.journalgap;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.journal.JournalFile;
import dev.demarc.evidence.journal.JournalRun;
import dev.demarc.evidence.journal.Jump;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Numbers of entries are missing inside of a journal, or between two of its files. */
final class SequenceJump implements ForensicRule {
  private static final String ALL =
      "journalctl -o export --no-pager > " + NextStep.newFile("journal", ".export");
  private static final String HEADER = "journalctl --header";

  @Override
  public RuleId id() {
    return RuleId.of("journal-gap/sequence-jump");
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
    return "journald gives every entry the next number, over all senders and files. A number that no entry has belonged to one that is"
        + " gone: its file was deleted or damaged. Lines that journald suppresses never get a number.";
  }

  @Override
  public String fix() {
    return "Find what deleted or damaged the file (disk, a clean-up job, a restore); ship the journal off the host if every line counts.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<Folder> folders = Folder.of(evidence);
    Map<String, List<JournalRun>> runs = new LinkedHashMap<>();
    evidence
        .of(JournalRun.class)
        .filter(run -> run.entries() > 1)
        .forEach(run -> runs.computeIfAbsent(run.sequence(), _ -> new ArrayList<>()).add(run));
    folders.forEach(folder -> runs.putIfAbsent(folder.sequence(), List.of()));
    return runs.entrySet().stream()
        .flatMap(entry ->
            judge(
                entry.getKey(),
                entry.getValue(),
                folders.stream().filter(one -> one.sequence().equals(entry.getKey())).toList())
                .stream());
  }

  /** Of one numbering: what the files show decides, then the entries. */
  private static Optional<Judgement> judge(
      String sequence, List<JournalRun> runs, List<Folder> folders) {
    Subject subject = Subject.named("journal", sequence);
    Optional<Judgement.Found> ofFiles =
        folders.stream().flatMap(folder -> between(subject, folder).stream()).findFirst();
    List<Judgement> said = new ArrayList<>();
    for (JournalRun run : runs) {
      Judgement judgement = judge(subject, run, folders);
      if (judgement instanceof Judgement.Found found) {
        return Optional.of(
            ofFiles.map(files -> found.with(files.evidence().getFirst())).orElse(found));
      }
      said.add(judgement);
    }
    if (ofFiles.isPresent()) {
      return ofFiles.map(found -> found);
    }
    return said.stream().min(Comparator.comparingInt(one -> one instanceof Judgement.Open ? 0 : 1));
  }

  /** Numbers between the last entry of a file and the first of the next. */
  private static Optional<Judgement.Found> between(Subject subject, Folder folder) {
    if (!folder.isWhole() || !folder.files().stream().allMatch(JournalFile::isSystem)) {
      return Optional.empty(); // between the files of a user lie the numbers of all others
    }
    Optional<Long> ofUsers = folder.entriesOfUsers();
    JournalFile before = null;
    Judgement.Found found = null;
    for (JournalFile file : folder.files()) {
      if (before != null
          && before.isClosedWell()
          && before.tail().isPresent()
          && ofUsers.isPresent()) {
        long from = before.tail().orElse(0);
        long missing = file.head().orElse(0) - from - 1 - ofUsers.get();
        if (missing > 0 && found == null) {
          found =
              Judgement.found(
                      subject,
                      (ofUsers.get() > 0 ? "At least " : "")
                          + missing
                          + " entries are gone: "
                          + before.name()
                          + " ends with "
                          + from
                          + ", and the next file begins with "
                          + file.head().orElse(0)
                          + ".",
                      Folder.sighting(file))
                  .with(Folder.sighting(before))
                  .next("whether the files are sound", "journalctl --verify");
        }
      }
      before = file;
    }
    return Optional.ofNullable(found);
  }

  private static Judgement judge(Subject subject, JournalRun run, List<Folder> folders) {
    String file = run.file().name();
    if (run.order() == JournalRun.Order.MIXED) {
      return open(
          subject,
          Undecided.Reason.AMBIGUOUS,
          file + " is not in the order of its numbers: files were joined, or lines sorted",
          ALL);
    }
    if (run.holes() == 0) {
      return Judgement.not(
          subject,
          "entries "
              + run.first()
              + " to "
              + run.last()
              + " of "
              + file
              + " follow each other without a hole",
          sighting(run, "first of " + run.entries() + " entries"));
    }
    if (run.filter().isPresent()) {
      return open(
          subject,
          Undecided.Reason.AMBIGUOUS,
          holes(run)
              + " in "
              + file
              + ", and all of it is of "
              + run.filter().get()
              + ": the numbers between may be what the export left out",
          ALL);
    }
    List<Jump> telling =
        run.jumps().stream()
            .filter(jump -> jump.missing() >= JournalRun.TELLING && !jump.damaged())
            .toList();
    if (run.jumps().stream().allMatch(Jump::damaged)) {
      return open(
          subject,
          Undecided.Reason.TRUNCATED,
          "The holes in " + file + " lie where the file itself is damaged",
          ALL);
    }
    if (telling.isEmpty() || !run.isDense() || !run.isOfAll()) {
      return open(
          subject,
          Undecided.Reason.AMBIGUOUS,
          holes(run)
              + " in "
              + file
              + " with "
              + run.missing()
              + " numbers: a filter by units or by priority leaves such, too",
          HEADER);
    }
    if (folders.stream().anyMatch(folder -> !folder.users().isEmpty())) {
      return open(
          subject,
          Undecided.Reason.AMBIGUOUS,
          "The numbers that " + file + " lacks may be those of users, whose files are not in it",
          ALL);
    }
    return found(subject, run, telling);
  }

  private static String holes(JournalRun run) {
    return run.holes() == 1 ? "1 hole" : run.holes() + " holes";
  }

  private static Judgement found(Subject subject, JournalRun run, List<Jump> telling) {
    Jump largest = telling.stream().max(Comparator.comparingLong(Jump::missing)).orElseThrow();
    long missing = telling.stream().mapToLong(Jump::missing).sum();
    String where =
        "between entry "
            + largest.after()
            + " ("
            + largest.from()
            + ") and "
            + largest.before()
            + " ("
            + largest.to()
            + ")";
    String message =
        telling.size() == 1
            ? missing + " entries are missing " + where + "."
            : missing
                + " entries are missing in "
                + telling.size()
                + " places, the most ("
                + largest.missing()
                + ") "
                + where
                + ".";
    return Judgement.found(
            subject,
            message,
            new Sighting(
                "journal",
                "entry " + largest.after() + ", then " + largest.before(),
                largest.spot()))
        .with(sighting(run, run.steps() + " of " + (run.steps() + run.holes()) + " numbers follow"))
        .not(
            "journal-gap/journald-rate-limited",
            "lines that journald suppresses get no number, so they leave no hole")
        .next("which file the numbers belonged to", HEADER)
        .next("the files that are left", "ls -l /var/log/journal/*/ /run/log/journal/*/");
  }

  private static Judgement open(
      Subject subject, Undecided.Reason reason, String message, String command) {
    return Judgement.undecided(
        subject,
        reason,
        message,
        command.equals(ALL)
            ? "all entries, of all senders; give it together with `journalctl --header`"
            : "whether files hold these numbers",
        command);
  }

  private static Sighting sighting(JournalRun run, String text) {
    return new Sighting("journal", text, run.spot());
  }
}
