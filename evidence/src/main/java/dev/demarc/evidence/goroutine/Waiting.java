// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.goroutine;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many goroutines of a dump are in a known situation, by their caller: the line of the facts
 * sheet.
 *
 * @param dump where the dump begins
 * @param caller the function that made the call, or the one at the top when no one else is there
 * @param longest wait in whole minutes, a lower bound; 0 when none is known
 */
public record Waiting(
    Situation situation, Spot dump, String caller, long count, int longest, Spot spot)
    implements Classified {
  private static final int MOST = 200;

  /** The situations of a dump, at most 200. */
  static Collection<Waiting> in(GoroutineDump dump) {
    Map<String, Waiting> all = new LinkedHashMap<>();
    for (GoroutineGroup group : dump.groups()) {
      Situation situation = Situation.of(group);
      if (situation == Situation.OTHER) {
        continue;
      }
      String caller = Callers.of(group).map(Frame::function).orElseGet(() -> outermost(group));
      String key = situation + " " + caller;
      if (all.size() < MOST || all.containsKey(key)) {
        all.merge(
            key,
            new Waiting(
                situation, dump.spot(), caller, group.count(), group.longest(), group.spot()),
            Waiting::and);
      }
    }
    return List.copyOf(all.values());
  }

  /** The function that a goroutine began with, behind what the compiler wraps around it. */
  private static String outermost(GoroutineGroup group) {
    return group.frames().reversed().stream()
        .map(Frame::function)
        .filter(function -> !function.contains(".gowrap"))
        .findFirst()
        .orElse("");
  }

  private Waiting and(Waiting other) {
    return new Waiting(
        situation, dump, caller, count + other.count, Math.max(longest, other.longest), spot);
  }

  @Override
  public Subject subject() {
    return Subject.named("goroutines", caller);
  }

  @Override
  public Optional<Spot> takenAt() {
    return Optional.of(dump);
  }

  @Override
  public String label() {
    return situation.label();
  }

  @Override
  public String detail() {
    return longest == 0 ? "" : "the longest for at least " + longest + " min";
  }
}
