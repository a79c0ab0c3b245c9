// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.capture.Classified;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the report says of captures and of running hosts beside its findings.
 *
 * @param subjects every subject that was classified, whether a rule fired or not
 * @param at the moment of a live look; a report of files has none
 */
public record Examined(
    List<Undecided> undecided,
    List<RuledOut> ruledOut,
    List<Classified> subjects,
    Optional<Instant> at) {
  /** Of source files only. */
  public static final Examined NOTHING =
      new Examined(List.of(), List.of(), List.of(), Optional.empty());

  /** Copies the lists. */
  public Examined {
    undecided = List.copyOf(undecided);
    ruledOut = List.copyOf(ruledOut);
    subjects = List.copyOf(subjects);
  }

  /** Whether there is nothing to say. */
  public boolean isEmpty() {
    return undecided.isEmpty() && ruledOut.isEmpty() && subjects.isEmpty();
  }

  /** Both together. */
  Examined and(Examined other) {
    return new Examined(
        joined(undecided, other.undecided),
        joined(ruledOut, other.ruledOut),
        joined(subjects, other.subjects),
        at.or(() -> other.at));
  }

  static <T> List<T> joined(List<T> one, List<T> other) {
    List<T> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }
}
