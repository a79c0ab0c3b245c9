// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.List;
import java.util.stream.Stream;

/**
 * One check of a risk. A rule only looks and says where it saw what; the engine adds the words that
 * are the same each time, and decides what is reported.
 */
public interface Rule {
  /** Its name. */
  RuleId id();

  /** Its severity, unless a match lowers it. */
  Severity severity();

  /** How far it is trusted. */
  Maturity maturity();

  /** Why this matters and is not the language's doing: one to three sentences. */
  String why();

  /** What to do about it. */
  String fix();

  /** How much it has to see at once. */
  default Reach reach() {
    return Reach.FOLDER;
  }

  /** All places of the evidence where it fires. */
  Stream<Match> findIn(Evidence evidence);

  /**
   * Whether a finding of this rule may become a mere evidence line of another one at the same
   * place. A rule that names a hole says no.
   */
  default boolean foldable() {
    return true;
  }

  /**
   * Checks of other tools that mean the same, whose suppressions are honoured: {@code gosec:G204}.
   */
  default List<String> peers() {
    return List.of();
  }
}
