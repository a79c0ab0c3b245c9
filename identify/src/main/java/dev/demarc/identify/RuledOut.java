// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.capture.Subject;
import java.util.List;

/**
 * A rule whose subject the evidence clears.
 *
 * @param because the fact that shows it
 */
public record RuledOut(RuleId rule, Subject subject, String because, List<Fact> evidence) {
  /** Copies the list. */
  public RuledOut {
    evidence = List.copyOf(evidence);
  }

  /** Another rule that a finding clears on its way. */
  public record Cause(RuleId rule, String because) {}
}
