// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.pcap.Flow;
import dev.demarc.evidence.pcap.FlowListener;
import dev.demarc.evidence.pcap.FlowWatch;
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

  record Pair(String client, String server, Carries carries) {}

  private record Ends(String client, String server) {}

  private final String file;
  private final Map<Pair, PairTally> pairs = new LinkedHashMap<>();
  private final Map<Ends, Opens> opens = new LinkedHashMap<>();
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
    Ends ends = new Ends(flow.client().address(), flow.server().text());
    Opens known = opens.get(ends);
    if (known == null) {
      known = new Opens();
      if (opens.size() < MOST_PAIRS) {
        opens.put(ends, known);
      }
    }
    return new ConnectionWatch(flow, this, known);
  }

  void add(Flow flow, Ending ending) {
    Pair pair = new Pair(flow.client().address(), flow.server().text(), ending.carries());
    PairTally tally = pairs.get(pair);
    if (tally == null) {
      if (pairs.size() >= MOST_PAIRS) {
        beyond++;
        return;
      }
      tally = new PairTally();
      pairs.put(pair, tally);
    }
    tally.add(ending);
  }

  @Override
  public Read finished(Traffic traffic) {
    List<PairEnds> all = new ArrayList<>();
    pairs.forEach((pair, tally) -> {
      Opens known = opens.getOrDefault(new Ends(pair.client(), pair.server()), new Opens());
      all.addAll(tally.ends(file, pair, known));
    });
    List<Problem> problems = new ArrayList<>();
    if (beyond > 0) {
      problems.add(
          new Problem(
              file, 0, "too-many-pairs", "more clients and servers than are kept", beyond + " connections"));
    }
    if (all.size() > LISTED) {
      problems.add(
          new Problem(
              file,
              0,
              "too-many-pairs",
              "how connections ended is told of the first " + LISTED + " pairs only",
              (all.size() - LISTED) + " lines"));
    }
    return new Read(all.stream().limit(LISTED).toList(), problems);
  }
}
