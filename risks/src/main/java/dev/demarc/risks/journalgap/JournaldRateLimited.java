// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.journalgap;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.journal.JournalRun;
import dev.demarc.evidence.journal.JournalStream;
import dev.demarc.evidence.journal.Suppression;
import dev.demarc.evidence.journal.TextSuppression;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** journald says that it has thrown away lines of a unit that wrote too fast. */
final class JournaldRateLimited implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("journal-gap/journald-rate-limited");
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
    return "journald takes a number of lines of each unit in an interval and throws the rest away; the program's write succeeds. One"
        + " record tells how many, written with the unit's next line after the interval.";
  }

  @Override
  public String fix() {
    return "Set LogRateLimitIntervalSec= and LogRateLimitBurst= in the unit to its real peak, or write less: the program cannot see that"
        + " its lines are dropped.";
  }

  /** A unit's records of one time: the same journal may be given in two formats. */
  private record Told(String unit, Instant from, long lines) {}

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<JournalStream> streams = evidence.of(JournalStream.class).toList();
    Set<Told> told = new HashSet<>();
    Stream<Judgement> found =
        streams.stream()
            .flatMap(stream -> stream.suppressions().stream())
            .filter(one -> told.add(new Told(one.unit(), one.from(), one.lines())))
            .map(JournaldRateLimited::found);
    Stream<Judgement> none =
        streams.stream()
            .filter(stream -> stream.suppressions().isEmpty() && stream.filter().isEmpty())
            .flatMap(stream -> stream.runs().stream().filter(JournalRun::isOfAll).limit(1))
            .map(run ->
                Judgement.not(
                    Subject.named("journal", run.sequence()),
                    "no record of suppressed lines among "
                        + run.entries()
                        + " entries of "
                        + run.file().name()
                        + "; a unit that fell silent after its burst has not told yet"));
    Stream<Judgement> inText =
        evidence
            .of(TextSuppression.class)
            .filter(one -> !isTold(one, streams))
            .map(JournaldRateLimited::found);
    return Stream.of(found, inText, none).flatMap(all -> all);
  }

  /** The same journal may be given as a text and in a form that says more. */
  private static boolean isTold(TextSuppression one, List<JournalStream> streams) {
    return streams.stream()
        .flatMap(stream -> stream.suppressions().stream())
        .anyMatch(other -> other.unit().equals(one.unit()) && other.lines() >= one.lines());
  }

  private static Judgement found(TextSuppression one) {
    String when =
        one.records() == 1
            ? "told at " + one.from()
            : "told in " + one.records() + " lines from " + one.from() + " to " + one.to();
    return found(one.unit(), one.lines(), when, one.spot())
        .next(
            "who said it and whether entries are missing, which a text without numbers does not tell",
            "journalctl -o export > " + NextStep.newFile("journal", ".export"));
  }

  private static Judgement found(Suppression one) {
    String when =
        one.records() == 1
            ? "told at " + one.from()
            : "told in " + one.records() + " records from " + one.from() + " to " + one.to();
    return found(one.unit(), one.lines(), when, one.spot());
  }

  private static Judgement.Found found(String name, long lines, String when, Spot spot) {
    String unit = name.isEmpty() ? "a sender without a unit" : name;
    Judgement.Found found =
        Judgement.found(
            Subject.unit(unit),
            "journald threw away "
                + lines
                + " lines of "
                + unit
                + ", which wrote faster than its rate limit ("
                + when
                + ").",
            new Sighting("journal", "suppressed " + lines + ", " + unit, spot));
    return name.matches("[A-Za-z0-9:_.@\\\\-]+")
        ? found.next(
            "the limits that hold for the unit",
            "systemctl show -p LogRateLimitIntervalUSec -p LogRateLimitBurst '" + name + "'")
        : found;
  }
}
