// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.pcap.Flow;
import dev.demarc.evidence.pcap.FlowListener;
import dev.demarc.evidence.pcap.FlowWatch;
import dev.demarc.evidence.pcap.Pair;
import dev.demarc.evidence.pcap.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The TLS handshakes of a capture, by pairs of client and server. */
public final class TlsFlows implements FlowListener {
  /** Pairs that are counted: a capture of a public server has more clients than anyone reads of. */
  private static final int MOST_PAIRS = 4096;

  /** Pairs that a report lists. */
  private static final int LISTED = 64;

  private final String file;
  private final RecordFeed.Budget budget = new RecordFeed.Budget();
  private final Map<Pair, PairTally> pairs = new LinkedHashMap<>();
  private long beyond;

  /** For the capture of this name. */
  public TlsFlows(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  @Override
  public FlowWatch opened(Flow flow) {
    return new TlsFlow(flow, this, budget);
  }

  /** The counts of a pair that had a hello before; null for another one. */
  @Nullable PairTally known(Flow flow) {
    return pairs.get(Pair.of(flow));
  }

  /** The counts of a connection's pair; null when there are too many pairs. */
  @Nullable PairTally pair(Flow flow) {
    Pair key = Pair.of(flow);
    PairTally known = pairs.get(key);
    if (known == null && pairs.size() < MOST_PAIRS) {
      known = new PairTally(key.client(), key.server().text());
      pairs.put(key, known);
    }
    beyond += known == null ? 1 : 0;
    return known;
  }

  @Override
  public Read finished(Traffic traffic) {
    List<TlsPair> all =
        pairs.values().stream()
            .filter(tally -> tally.total() > 0)
            .map(tally -> tally.whole(traffic))
            .sorted((one, other) -> Integer.compare(other.counts().all(), one.counts().all()))
            .toList();
    List<Object> facts = new ArrayList<>(all);
    all.stream().limit(LISTED).forEach(pair -> addOutcomes(pair, facts));
    addRest(all.stream().skip(LISTED).toList(), facts);
    List<Problem> problems = new ArrayList<>();
    if (beyond > 0) {
      problems.add(
          new Problem(
              file,
              0,
              Problem.TOO_MANY,
              "more than " + MOST_PAIRS + " pairs of client and server",
              beyond + " TLS handshakes"));
    }
    return new Read(facts, problems);
  }

  private static void addOutcomes(TlsPair pair, List<Object> to) {
    for (Outcome outcome : Outcome.values()) {
      int count = pair.counts().of(outcome);
      if (count > 0) {
        to.add(new TlsOutcome(pair.subject(), outcome, count, detail(pair, outcome)));
      }
    }
  }

  private static String detail(TlsPair pair, Outcome outcome) {
    if (outcome == Outcome.INCOMPLETE) {
      int refused = pair.counts().refused();
      return refused > 0
          ? refused + " of them without an answer of the server"
          : "not both hellos are in the capture";
    }
    Timing timing = outcome == Outcome.RESUMED ? pair.resumed() : pair.full();
    String kind = outcome == Outcome.RESUMED ? "resumed" : "full";
    return timing.count() == 0 ? "" : kind + " handshakes " + timing.words(pair.trips());
  }

  private static void addRest(List<TlsPair> rest, List<Object> to) {
    Subject subject =
        Subject.connection("other clients", rest.size() + " more pairs of client and server");
    for (Outcome outcome : Outcome.values()) {
      long count = rest.stream().mapToLong(pair -> pair.counts().of(outcome)).sum();
      if (count > 0) {
        to.add(new TlsOutcome(subject, outcome, count, ""));
      }
    }
  }
}
