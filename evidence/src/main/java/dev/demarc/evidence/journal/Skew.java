// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the sink's times differ from those of journald, by the first lines of the sink. Loki keeps
 * what it is given, and Promtail and Alloy give it journald's time to the microsecond. Otherwise
 * the middle one of the differences counts, of lines that come once or a few times.
 *
 * @param micros how much later the sink's times are
 * @param isExact whether they are the same to the microsecond
 * @param spread how far from that the differences go, in microseconds, those of copies left out
 */
record Skew(long micros, boolean isExact, long spread) {
  private static final int LINES = 2000;
  private static final long FARTHEST = 600L * 1_000_000;
  private static final int FEWEST = 3;
  private static final int FEW_COPIES = 5;

  private static final class Sample {
    private final Map<Long, Long> firstTimes = new HashMap<>();
    private final Map<Long, Integer> copies = new HashMap<>();
    private final Set<Long> exact = new HashSet<>();
    private long first = Long.MAX_VALUE;
    private long last;

    private void add(long message, long micros) {
      first = Math.min(first, micros);
      last = Math.max(last, micros);
      firstTimes.putIfAbsent(message, micros);
      copies.merge(message, 1, Integer::sum);
      exact.add(SinkDiff.exactKey(message, micros));
    }

    private int copies(long message) {
      return copies.getOrDefault(message, 0);
    }
  }

  static Optional<Skew> of(Entries source, Entry entry, SinkLines sink) {
    Sample sample = new Sample();
    for (int i = 0; i < LINES && sink.next(); i++) {
      sample.add(sink.message(), sink.micros());
    }
    List<Long> ofOne = new ArrayList<>();
    List<Long> ofFew = new ArrayList<>();
    int equal = 0;
    while (source.next(entry)) {
      long micros = entry.cursor.micros;
      if (!entry.hasCursor || !entry.isPlain || micros < sample.first - FARTHEST) {
        continue;
      }
      if (micros > sample.last + FARTHEST) {
        break;
      }
      equal += sample.exact.contains(SinkDiff.exactKey(entry.message, micros)) ? 1 : 0;
      Long time = sample.firstTimes.remove(entry.message);
      if (time != null && sample.copies(entry.message) <= FEW_COPIES) {
        (sample.copies(entry.message) == 1 ? ofOne : ofFew).add(time - micros);
      }
    }
    if (equal > 0 && equal * 2 > ofOne.size() + ofFew.size()) {
      return Optional.of(new Skew(0, true, 0));
    }
    List<Long> differences = ofOne.size() >= FEWEST ? ofOne : ofFew;
    if (differences.size() < FEWEST) {
      return Optional.empty();
    }
    differences.sort(null);
    long middle = differences.get(differences.size() / 2);
    int edge = differences.size() / 100;
    long spread =
        Math.max(
            middle - differences.get(edge),
            differences.get(differences.size() - 1 - edge) - middle);
    return Optional.of(new Skew(middle, false, spread));
  }
}
