// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.Collection;
import java.util.Optional;

/** What a check, a dimension or a whole contract says: kept, broken, or undecided with a reason. */
public sealed interface Verdict {
  /** The promise held in everything that was tried. */
  record Kept() implements Verdict {}

  /** The promise did not hold. */
  record Broken() implements Verdict {}

  /** Neither can be said, and why. */
  record Undecided(Reason reason) implements Verdict {}

  /** The promise held in everything that was tried. */
  static Verdict kept() {
    return new Kept();
  }

  /** The promise did not hold. */
  static Verdict broken() {
    return new Broken();
  }

  /** An undecided verdict with its reason. */
  static Verdict undecided(Reason reason) {
    return new Undecided(reason);
  }

  /**
   * Combines verdicts by the vocabulary, §a: one broken makes broken; else one undecided that is
   * neither not-promised nor not-applicable makes undecided (a reason that is not benign before one
   * that is); else one kept makes kept; nothing promised at all is undecided (not-promised).
   */
  static Verdict combine(Collection<Verdict> verdicts) {
    Optional<Undecided> undecided = Optional.empty();
    boolean kept = false;
    for (Verdict verdict : verdicts) {
      switch (verdict) {
        case Broken _ -> {
          return broken();
        }
        case Kept _ -> kept = true;
        case Undecided open -> {
          boolean said =
              open.reason() != Reason.NOT_PROMISED && open.reason() != Reason.NOT_APPLICABLE;
          if (said && (undecided.isEmpty() || undecided.get().reason().benign())) {
            undecided = Optional.of(open);
          }
        }
      }
    }
    if (undecided.isPresent()) {
      return undecided.get();
    }
    return kept ? kept() : new Undecided(Reason.NOT_PROMISED);
  }

  /** The word of documents and output: {@code kept}, {@code broken}, {@code undecided}. */
  default String word() {
    return switch (this) {
      case Kept _ -> "kept";
      case Broken _ -> "broken";
      case Undecided _ -> "undecided";
    };
  }

  /** The word with its reason, for example {@code undecided (not-enforced)}. */
  default String text() {
    return switch (this) {
      case Kept _, Broken _ -> word();
      case Undecided(Reason reason) -> "undecided (" + reason.word() + ")";
    };
  }
}
