// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.capture.Subject;
import java.util.List;
import java.util.Locale;

/**
 * A rule that looked at a subject and cannot tell.
 *
 * @param message what is missing
 * @param next what to collect; never empty
 */
public record Undecided(
    RuleId rule,
    Subject subject,
    Reason reason,
    String message,
    List<Fact> evidence,
    List<NextStep> next) {
  /** Copies the lists. */
  public Undecided {
    evidence = List.copyOf(evidence);
    next = List.copyOf(next);
  }

  /** Why the evidence cannot tell. */
  public enum Reason {
    /** The source does not hold this kind of fact. */
    NOT_COLLECTED,
    /** It does, of too short a time or of too few events. */
    TOO_SHORT,
    /** The capture was cut. */
    TRUNCATED,
    /** The reader may not see it. */
    NOT_PERMITTED,
    /** Two causes would look the same. */
    AMBIGUOUS,
    /** It depends on a version that is not known. */
    VERSION_UNKNOWN;

    /** As a report has it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
