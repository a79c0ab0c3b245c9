// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.RuledOut;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a rule says of one subject. */
public sealed interface Judgement {
  /** What it is about. */
  Subject subject();

  /**
   * The evidence shows it.
   *
   * @param message one sentence with the figures of this case
   * @param severity another than the rule's own, in both directions; the message says why
   * @param evidence at least one line, the deciding one first
   * @param remedy what to do in this case, when it is not the rule's own text
   * @param ruledOut what was looked at and is not the cause
   * @param next what to collect to confirm it or to find who does it
   */
  record Found(
      Subject subject,
      String message,
      Optional<Severity> severity,
      List<Sighting> evidence,
      Optional<String> remedy,
      List<RuledOut.Cause> ruledOut,
      List<NextStep> next)
      implements Judgement {
    /** Copies the lists. */
    public Found {
      evidence = List.copyOf(evidence);
      ruledOut = List.copyOf(ruledOut);
      next = List.copyOf(next);
      if (evidence.isEmpty()) {
        throw new IllegalArgumentException("found without evidence: " + message);
      }
    }

    /** The same at another severity. */
    public Found as(Severity other) {
      return new Found(subject, message, Optional.of(other), evidence, remedy, ruledOut, next);
    }

    /** The same with a remedy of its own. */
    public Found remedy(String text) {
      return new Found(subject, message, severity, evidence, Optional.of(text), ruledOut, next);
    }

    /** The same with one more line of proof. */
    public Found with(Sighting more) {
      List<Sighting> all = new ArrayList<>(evidence);
      all.add(more);
      return new Found(subject, message, severity, all, remedy, ruledOut, next);
    }

    /** The same with one more thing that is not the cause. */
    public Found not(String rule, String because) {
      List<RuledOut.Cause> all = new ArrayList<>(ruledOut);
      all.add(new RuledOut.Cause(RuleId.of(rule), because));
      return new Found(subject, message, severity, evidence, remedy, all, next);
    }

    /** The same with one more step to take; the command only reads. */
    public Found next(String why, String command) {
      return next(new NextStep(why, command));
    }

    /** The same with one more step to take. */
    public Found next(NextStep step) {
      List<NextStep> all = new ArrayList<>(next);
      all.add(step);
      return new Found(subject, message, severity, evidence, remedy, ruledOut, all);
    }
  }

  /**
   * The evidence cannot tell.
   *
   * @param message what is missing, one sentence
   * @param next what to collect, at least one command to paste
   */
  record Open(
      Subject subject,
      Undecided.Reason reason,
      String message,
      List<Sighting> evidence,
      List<NextStep> next)
      implements Judgement {
    /** Copies the lists. */
    public Open {
      evidence = List.copyOf(evidence);
      next = List.copyOf(next);
      if (next.isEmpty()) {
        throw new IllegalArgumentException("undecided without a next step: " + message);
      }
    }
  }

  /**
   * The evidence shows that it is not so.
   *
   * @param because the fact that shows it, one sentence
   */
  record Not(Subject subject, String because, List<Sighting> evidence) implements Judgement {
    /** Copies the list. */
    public Not {
      evidence = List.copyOf(evidence);
    }
  }

  /** Found, with the line that decides. */
  static Found found(Subject subject, String message, Sighting deciding) {
    return new Found(
        subject,
        message,
        Optional.empty(),
        List.of(deciding),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** Undecided, with what to collect. */
  static Open undecided(
      Subject subject, Undecided.Reason reason, String message, String why, String command) {
    return new Open(subject, reason, message, List.of(), List.of(new NextStep(why, command)));
  }

  /** Ruled out. */
  static Not not(Subject subject, String because, Sighting... evidence) {
    return new Not(subject, because, List.of(evidence));
  }
}
