// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.seccomp;

import dev.demarc.evidence.audit.AuditSerials;
import dev.demarc.evidence.audit.Denial;
import dev.demarc.evidence.audit.LostRecords;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A log with records of seccomp does not hold all events: no profile may be derived from it. */
final class RecordsLost implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("seccomp/records-lost");
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "The kernel gives each event the next serial, and prints only a few records a second. A profile that is made from what is"
        + " left denies the calls that were not printed.";
  }

  @Override
  public String fix() {
    return "Run auditd, or record the calls by strace -f -c, before a profile is derived; add the program's late calls in any case.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    Set<String> files =
        evidence.of(Denial.class).map(one -> one.first().file()).collect(Collectors.toSet());
    return evidence
        .of(AuditSerials.class)
        .filter(log -> files.contains(log.file()) || log.suppressed() > 0 || log.lost().isPresent())
        .map(RecordsLost::judge);
  }

  private static Judgement judge(AuditSerials log) {
    Optional<LostRecords> lost = log.lost().filter(one -> one.isForAll() || log.missing() > 0);
    if (lost.isPresent()) {
      return lost(log, lost.get());
    }
    if (log.suppressed() > 0) {
      Judgement.Found found =
          Judgement.found(
              log.subject(),
              "The kernel did not print "
                  + log.suppressed()
                  + " messages of audit, and "
                  + log.missing()
                  + " serials are missing in this log.",
              new Sighting(
                  "audit", log.suppressed() + " callbacks suppressed", log.notice().orElseThrow()));
      return log.missing() > 0 ? found.with(gap(log)) : found;
    }
    if (log.lost().filter(one -> one.reasons().isEmpty()).isPresent()) {
      return new Judgement.Open(
          log.subject(),
          Undecided.Reason.AMBIGUOUS,
          "The kernel counts lost records of audit and does not say why; what it printed all the same is not lost here",
          List.of(notice(log.lost().get())),
          List.of(new NextStep("the counter, the limits and whether it may speak", "auditctl -s")));
    }
    if (log.missing() == 0) {
      return Judgement.not(
          log.subject(), log.events() + " events have " + log.events() + " serials in a row");
    }
    if (log.selection()) {
      return new Judgement.Open(
          log.subject(),
          Undecided.Reason.AMBIGUOUS,
          log.missing()
              + " serials are missing, but this file holds SECCOMP records only: a selection looks like a loss",
          List.of(gap(log)),
          List.of(new NextStep("all records, as they were written", "ausearch --raw")));
    }
    return Judgement.found(
        log.subject(),
        log.missing()
            + " of "
            + (log.missing() + log.events())
            + " serials are missing in this log, from the first to the last event that it holds.",
        gap(log));
  }

  /** The counter is printed once a second at most under a rate limit: there may be more. */
  private static Judgement lost(AuditSerials log, LostRecords lost) {
    Judgement.Found found =
        Judgement.found(
            log.subject(),
            "The kernel lost at least "
                + (lost.least() == 1 ? "1 record" : lost.least() + " records")
                + " of audit while this log was written"
                + (lost.reasons().isEmpty() ? "" : " (" + String.join(", ", lost.reasons()) + ")")
                + "; "
                + log.missing()
                + " serials are missing in it.",
            notice(lost));
    if (log.suppressed() > 0) {
      found =
          found.with(
              new Sighting(
                  "audit", log.suppressed() + " callbacks suppressed", log.notice().orElseThrow()));
    }
    return (log.missing() > 0 ? found.with(gap(log)) : found)
        .next("the counter since boot, and the limits", "auditctl -s")
        .remedy(
            "Raise the limit before a profile is derived (auditctl -b 8192, auditctl -r 0), or record the calls by strace -f -c: what a full backlog throws away leaves no gap in the serials.");
  }

  private static Sighting notice(LostRecords lost) {
    return new Sighting("audit", lost.text(), lost.first());
  }

  private static Sighting gap(AuditSerials log) {
    return new Sighting("audit", log.gapText(), log.gap().orElse(Spot.file(log.file())));
  }
}
