// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.check.Admission;
import dev.demarc.contract.check.ItemCount;
import dev.demarc.isolate.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of one input: gate, run and judge.
 *
 * @param admission what the gate said
 * @param run the process side; empty when the gate refused
 * @param fate how the component answered
 * @param failures every promise that it broke
 * @param items what became of the items
 */
record Attempt(
    Admission admission, Optional<Run> run, Fate fate, List<Failure> failures, ItemCount items) {
  /** How the component answered. */
  enum Fate {
    /** The gate refused: it was not asked. */
    REFUSED,
    /** It answered, and the judge read the answer. */
    ANSWERED,
    /** It said itself that the input is bad. */
    DECLINED,
    /** It asked to be called again, each time. */
    POSTPONED,
    /** It crashed, hung, was killed or could not start. */
    FAILED,
    /** Demarc itself could not tell. */
    UNAVAILABLE
  }

  Attempt {
    failures = List.copyOf(failures);
  }

  /** Another run with the same answer: what the judge said holds, the rest is its own. */
  Attempt answeredAgain(Run other, List<Failure> ofTheRun) {
    List<Failure> both = new ArrayList<>(ofTheRun);
    failures.stream().filter(failure -> failure.dimension() == Dimension.OUTPUT).forEach(both::add);
    return new Attempt(admission, Optional.of(other), fate, both, items);
  }
}
