// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.journalgap;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.journal.Comparison;
import dev.demarc.evidence.journal.JournalStream;
import dev.demarc.evidence.journal.SinkDiff;
import dev.demarc.evidence.journal.SinkExport;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Lines of the journal are not in what arrived elsewhere. */
final class SinkMissingLines implements ForensicRule {
  private static final int MOST_PAIRS = 16;

  @Override
  public RuleId id() {
    return RuleId.of("journal-gap/sink-missing-lines");
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
    return "journald has the line and the store has not, so it was lost on the way: while the shipper was down, in its queue, by a"
        + " stage of its pipeline that drops lines, or by a refusal of the store. The program that wrote it can neither see nor cause that.";
  }

  @Override
  public String fix() {
    return "Give the shipper a write-ahead log and a max_age longer than its outages, look for refused entries in the time of the hole,"
        + " and send the lines again from the journal while it has them.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<JournalStream> journals =
        evidence.of(JournalStream.class).filter(one -> one.entries() > 1).toList();
    return evidence
        .of(SinkExport.class)
        .flatMap(sink -> journals.stream().map(journal -> judge(journal, sink)))
        .limit(MOST_PAIRS);
  }

  private static Judgement judge(JournalStream journal, SinkExport sink) {
    Subject subject = Subject.named("sink", sink.file().name());
    return switch (SinkDiff.compare(journal, sink)) {
      case Comparison.Impossible impossible -> open(subject, journal, impossible);
      case Comparison.Made made when made.missing() == 0 ->
          Judgement.not(
              subject,
              "all "
                  + made.source()
                  + " lines of "
                  + journal.file().name()
                  + " from "
                  + second(made.from())
                  + " to "
                  + second(made.to())
                  + " arrived",
              sighting(sink));
      case Comparison.Made made -> found(subject, journal, sink, made);
    };
  }

  private static Judgement found(
      Subject subject, JournalStream journal, SinkExport sink, Comparison.Made made) {
    double share = 100.0 * made.missing() / made.source();
    StringBuilder message =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d of %d lines (%.2g %%) are not in %s",
                made.missing(),
                made.source(),
                share,
                sink.file().name().replaceFirst(".*/", "")));
    if (made.windows().isEmpty()) {
      message.append(", one by one.");
    } else {
      Comparison.Window first = made.windows().getFirst();
      message
          .append("; ")
          .append(first.lines())
          .append(" of them from ")
          .append(first.from())
          .append(" to ")
          .append(first.to())
          .append('.');
    }
    Instant from = made.windows().isEmpty() ? made.from() : made.windows().getFirst().from();
    Judgement.Found found =
        Judgement.found(
            subject,
            message.toString(),
            new Sighting(
                "journal",
                made.missing() + " lines that did not arrive, " + made.arrived() + " that did",
                Spot.file(journal.file().name()).at(from)));
    for (Comparison.Window window : made.windows()) {
      found =
          found.with(
              new Sighting(
                  "journal",
                  window.lines() + " lines from " + window.from() + " to " + window.to(),
                  Spot.file(journal.file().name()).at(window.from())));
    }
    String more =
        made.extra()
            + " lines of it are sent twice or of other senders"
            + (made.notSent() == 0
                ? ""
                : "; " + made.notSent() + " senders have no line in it and were left out");
    return found
        .with(new Sighting("log-lines", more, Spot.file(sink.file().name())))
        .next(
            "what the shipper said in this time",
            "journalctl -u promtail -u alloy --since '" + local(from) + " UTC' -n 200");
  }

  private static Judgement open(
      Subject subject, JournalStream journal, Comparison.Impossible impossible) {
    Instant from = journal.from().orElse(Instant.EPOCH);
    Instant to = journal.to().orElse(Instant.EPOCH);
    String query =
        "logcli query --forward --limit=0 --from="
            + second(from)
            + " --to="
            + second(to.plusSeconds(1))
            + " -o jsonl '{job=\"systemd-journal\"}' > "
            + NextStep.newFile("sink", ".jsonl");
    return switch (impossible.cause()) {
      case NOT_IN_ORDER ->
          Judgement.undecided(
              subject,
              Undecided.Reason.AMBIGUOUS,
              "The two must be in order of time: " + impossible.because(),
              "the same lines, the oldest first",
              query);
      case NO_COMMON_TIME ->
          Judgement.undecided(
              subject,
              Undecided.Reason.NOT_COLLECTED,
              "There is nothing to compare: " + impossible.because(),
              "the lines of the journal's time",
              query);
      case NOTHING_EQUAL ->
          Judgement.undecided(
              subject,
              Undecided.Reason.AMBIGUOUS,
              "The shipper rewrites lines, or the query asks for others: " + impossible.because(),
              "the lines of the journal's job, as they came",
              query);
      case TOO_DENSE ->
          Judgement.undecided(
              subject,
              Undecided.Reason.AMBIGUOUS,
              "Too many lines at once to be told apart: " + impossible.because(),
              "the same for one unit",
              "journalctl -o json --no-pager -u UNIT --since '"
                  + local(from)
                  + " UTC' > "
                  + NextStep.newFile("unit", ".json"));
      case UNREADABLE ->
          Judgement.undecided(
              subject,
              Undecided.Reason.TRUNCATED,
              "The files could not be read twice: " + impossible.because(),
              "both as files, not as a pipe",
              query);
    };
  }

  private static Sighting sighting(SinkExport sink) {
    return new Sighting(
        "log-lines", sink.lines() + " lines, " + sink.format(), Spot.file(sink.file().name()));
  }

  private static String second(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** As journalctl takes it, in UTC. */
  private static String local(Instant at) {
    return second(at).replace('T', ' ').replace("Z", "");
  }
}
