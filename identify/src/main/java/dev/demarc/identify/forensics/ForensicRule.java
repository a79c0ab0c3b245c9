// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Rule;
import java.util.stream.Stream;

/**
 * A rule about captures or a running host. It sees the facts of all sources of a run together, and
 * says of each subject that it can judge: found, ruled out, or undecided. It says nothing when
 * there is no evidence of its kind.
 */
public interface ForensicRule extends Rule {
  /** What it says of the subjects of this evidence. */
  Stream<Judgement> judge(Evidence evidence);

  /**
   * Whether it may speak of a process that was not asked about and only shares a cgroup with one
   * that was.
   */
  default boolean speaksOfNeighbours() {
    return false;
  }

  /** Nothing of a source tree, unless the rule has a static side too. */
  @Override
  default Stream<Match> findIn(Evidence folder) {
    return Stream.empty();
  }
}
