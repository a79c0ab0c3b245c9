// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import dev.demarc.evidence.capture.Spot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts how the connections of a pair ended that carried one kind of thing. */
final class PairTally {
  private static final int EXAMPLES = 3;

  private static final class Sum {
    private long count;
    private long resets;
    private long acknowledged;
    private long heard;
    private int repeats;
    private final List<Long> waits = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private final List<Spot> examples = new ArrayList<>();
  }

  private final Map<Closing, Sum> sums = new EnumMap<>(Closing.class);
  private long all;
  private long turns;

  void add(Ending ending) {
    all++;
    turns += ending.turns();
    Sum sum = sums.computeIfAbsent(ending.closing(), key -> new Sum());
    sum.count++;
    sum.resets += ending.reset() ? 1 : 0;
    sum.acknowledged += ending.acknowledged() ? 1 : 0;
    sum.heard += ending.heard() ? 1 : 0;
    sum.repeats = Math.max(sum.repeats, ending.repeats());
    if (sum.waits.size() < Waits.MOST) {
      sum.waits.add(ending.waited());
      sum.ends.add(ending.from());
      if (ending.pause() >= 0) {
        sum.pauses.add(ending.pause());
      }
    }
    if (sum.examples.size() < EXAMPLES) {
      sum.examples.add(ending.spot());
    }
  }

  /** What there is to tell of it. */
  List<PairEnds> ends(String file, String client, String server, Carries carries, Opens opens) {
    return sums.entrySet().stream()
        .filter(entry -> isTold(carries, entry.getKey(), entry.getValue()))
        .map(entry -> {
          Sum sum = entry.getValue();
          List<Long> delays =
              sum.ends.stream().map(opens::after).filter(delay -> delay >= 0).toList();
          return new PairEnds(
              file,
              client,
              server,
              carries,
              entry.getKey(),
              sum.count,
              sum.resets,
              all,
              turns,
              new Waits(sum.waits),
              new Waits(sum.pauses),
              sum.repeats,
              sum.acknowledged,
              sum.heard,
              delays.size(),
              delays.stream().mapToLong(Long::longValue).min().orElse(-1),
              sum.examples);
        })
        .toList();
  }

  /**
   * Of what is in clear and no remote_write only idle closes of one timer: what is a request there,
   * and what an answer, is not known.
   */
  private static boolean isTold(Carries carries, Closing closing, Sum sum) {
    return carries != Carries.OTHER
        || (closing == Closing.SERVER_IDLE_CLOSE
            && sum.count >= Connections.FEWEST
            && new Waits(sum.waits).spread() <= Connections.STEADY);
  }
}
