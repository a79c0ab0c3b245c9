// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.pcap.Flow;
import dev.demarc.evidence.pcap.FlowListener;
import dev.demarc.evidence.pcap.FlowWatch;
import dev.demarc.evidence.pcap.Pair;
import dev.demarc.evidence.pcap.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the connections of a capture ended, by pairs of client and server. */
public final class Connections implements FlowListener {
  /** So few closes show no idle time. */
  public static final int FEWEST = 5;

  /** Waits that differ by less than this share from their median come from one timer. */
  public static final double STEADY = 0.10;

  private static final int MOST_PAIRS = 4096;

  /** Lines that a report gets. */
  private static final int LISTED = 64;

  private final String file;
  private final Map<Pair, PairWatch> pairs = new LinkedHashMap<>();
  private final Opens.Room room = new Opens.Room();
  private long beyond;

  /** For the capture of this name. */
  public Connections(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  @Override
  public FlowWatch opened(Flow flow) {
    Pair key = Pair.of(flow);
    PairWatch pair = pairs.get(key);
    if (pair == null) {
      if (pairs.size() >= MOST_PAIRS) {
        beyond++;
        return FlowWatch.NONE;
      }
      pair = new PairWatch(room);
      pairs.put(key, pair);
    }
    return new ConnectionWatch(flow, file, pair);
  }

  private static int byWeight(PairEnds one, PairEnds other) {
    int by = one.carries().compareTo(other.carries());
    by = by != 0 ? by : Boolean.compare(other.closing().isTrouble(), one.closing().isTrouble());
    return by != 0 ? by : Long.compare(other.count(), one.count());
  }

  @Override
  public Read finished(Traffic traffic) {
    List<PairEnds> all = new ArrayList<>();
    pairs.forEach((key, pair) -> pair.ends(file, key).forEach(all::add));
    all.sort(Connections::byWeight);
    List<Problem> problems = new ArrayList<>();
    if (beyond > 0) {
      problems.add(problem("more clients and servers than are kept", beyond + " connections"));
    }
    if (all.size() > LISTED) {
      problems.add(
          problem(
              "how connections ended is told of the first ones only, remote_write and trouble first",
              (all.size() - LISTED) + " lines of " + all.size()));
    }
    return new Read(all.stream().limit(LISTED).toList(), problems);
  }

  private Problem problem(String text, String lost) {
    return new Problem(file, 0, Problem.TOO_MANY, text, lost);
  }
}
