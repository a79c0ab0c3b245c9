// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Outcome;
import dev.demarc.contract.check.Admission;
import dev.demarc.contract.check.Violation;
import java.util.List;
import java.util.Optional;

/**
 * One call of a governed component, from the bytes of the caller to the verdict of the judge.
 *
 * @param outcome how it ended: exactly one for each call
 * @param admission what the gate said
 * @param run the process side; empty when the gate refused
 * @param violations of the input when refused, of the output when judged
 * @param breaches of the lifecycle, {@code lifecycle/orphans} and the like
 */
public record CallResult(
    Outcome outcome,
    Admission admission,
    Optional<Run> run,
    List<Violation> violations,
    List<Run.RunBreach> breaches) {
  /** Copies the lists. */
  public CallResult {
    violations = List.copyOf(violations);
    breaches = List.copyOf(breaches);
  }
}
