// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.capture;

import java.util.Optional;

/**
 * A fact that is an answer by itself: what kind a subject is of. A report lists every one of them,
 * whether a rule fired or not, because "resumed" or "not throttled" is what someone came for.
 */
public interface Classified {
  /** What was classified. */
  Subject subject();

  /**
   * The dump, or whatever shows the same subjects again each time that it is taken, where it
   * begins; empty when a subject has a name of its own.
   */
  default Optional<Spot> takenAt() {
    return Optional.empty();
  }

  /** The class, as one word: {@code resumed}, {@code not-throttled}. */
  String label();

  /** Whether a report lists it; not when a later fact says more of the same subject. */
  default boolean isListed() {
    return true;
  }

  /** How many there are of it, 1 when it does not count. */
  default long count() {
    return 1;
  }

  /** The figures behind it, in one line for people; empty when the label says all. */
  default String detail() {
    return "";
  }
}
