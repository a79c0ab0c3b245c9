// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.journalgap;

import dev.demarc.evidence.journal.SavedCursor;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A reader that starts now would not go back to where it stopped. */
final class CursorTooOld implements ForensicRule {
  /** max_age of Promtail and of loki.source.journal, when nothing else is set. */
  private static final Duration MAX_AGE = Duration.ofHours(7);

  @Override
  public RuleId id() {
    return RuleId.of("journal-gap/cursor-too-old");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "Promtail and Alloy begin no farther back than max_age before now, wherever their cursor is. What lies between is skipped"
        + " without a word, though journald still has it.";
  }

  @Override
  public String fix() {
    return "Set max_age to more than the longest time that the reader may be down, before it is started again.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<Folder> folders = Folder.of(evidence);
    return Positions.of(evidence).stream()
        .filter(positions -> isOfLoki(positions.last().reader()))
        .flatMap(positions ->
            folders.stream()
                .filter(folder -> folder.sequence().equals(positions.cursor().sequence()))
                .flatMap(folder -> judge(positions, folder).stream())
                .limit(1));
  }

  private static boolean isOfLoki(SavedCursor.Reader reader) {
    return reader == SavedCursor.Reader.PROMTAIL || reader == SavedCursor.Reader.ALLOY;
  }

  private static Optional<Judgement> judge(Positions positions, Folder folder) {
    return folder
        .newestAt()
        .map(newest -> {
          Duration age = Duration.between(positions.cursor().at(), newest);
          if (age.compareTo(MAX_AGE) <= 0) {
            return Judgement.not(
                positions.subject(),
                "its cursor is " + words(age) + " older than the newest entry: less than max_age",
                positions.sighting());
          }
          return Judgement.found(
                  positions.subject(),
                  "The cursor is "
                      + words(age)
                      + " older than the newest entry: with max_age of 7 h, the default, a start now skips "
                      + words(age.minus(MAX_AGE))
                      + " of entries, but for those that its matches leave out.",
                  positions.sighting())
              .with(Folder.sighting(folder.newest().orElseThrow()))
              .next("the max_age that is set", "grep -rn max_age /etc/promtail /etc/alloy")
              .next(
                  "whether it reads all units: with matches, only their entries move its cursor",
                  "grep -rn -A3 matches /etc/promtail /etc/alloy");
        });
  }

  private static String words(Duration time) {
    return time.toHours() + " h " + time.toMinutesPart() + " min";
  }
}
