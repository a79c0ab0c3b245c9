// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import dev.demarc.evidence.capture.Spot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The goroutines of one process at one moment.
 *
 * @param file the capture that holds it
 * @param spot its first line, with the time when the log around it has one
 * @param form which of the formats it is in
 * @param ended whether the process ended with it: a later dump is then of another process
 * @param written when the file was last written; a copy may have lost it
 * @param goroutines how many there are, also those that no group holds
 * @param groups the kinds of them, largest first
 */
public record GoroutineDump(
    String file,
    Spot spot,
    Form form,
    boolean ended,
    Optional<Instant> written,
    long goroutines,
    List<GoroutineGroup> groups) {
  /** The formats. */
  public enum Form {
    /** Each goroutine with number, state and wait. */
    EACH,
    /** Counts of equal stacks, without state, number and wait. */
    COUNTED
  }

  /** Copies the groups. */
  public GoroutineDump {
    groups = List.copyOf(groups);
  }

  /** The groups in a situation. */
  public List<GoroutineGroup> in(Situation situation) {
    return groups.stream().filter(group -> situation.holds(group)).toList();
  }

  /** How many goroutines are in a situation. */
  public long count(Situation situation) {
    return in(situation).stream().mapToLong(GoroutineGroup::count).sum();
  }
}
