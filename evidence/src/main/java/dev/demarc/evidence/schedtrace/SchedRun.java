// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.schedtrace;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.schedtrace.SchedTrace.Saturation;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Adds up the lines of one process. Times between lines are kept as counts by millisecond, so that
 * a trace of days needs no more room than one of minutes.
 */
final class SchedRun {
  /** A gap that is longer than a minute counts as one of a minute. */
  private static final int MOST_GAP = 60_000;

  /** sysmon sleeps 10 ms at most between two looks (runtime/proc.go). */
  private static final int USUAL = 20;

  /** The line of the start shows what a program begins with, not what it is under. */
  private static final int START = 50;

  private final String file;
  private final NavigableMap<Integer, Integer> gaps = new TreeMap<>();
  private Spot first = Spot.file("");
  private Spot last = first;
  private Spot latest = first;
  private long previous = -1;
  private int longestGap;
  private int lines;
  private int gomaxprocs;
  private int series;
  private long seriesRunnable;
  private Spot seriesWorst = first;
  private Optional<Saturation> saturation = Optional.empty();

  SchedRun(String file) {
    this.file = file;
  }

  boolean isEmpty() {
    return lines == 0;
  }

  /** Whether this line can only be of a later process. */
  boolean isBefore(SchedLine line) {
    return line.millis() < previous;
  }

  void add(SchedLine line, Spot spot) {
    if (lines == 0) {
      first = spot;
      latest = spot;
    } else if (previous > 0) { // the first line comes at the start, not after a period
      int gap = (int) Math.min(MOST_GAP, line.millis() - previous);
      gaps.merge(gap, 1, Integer::sum);
      if (gap > longestGap) {
        longestGap = gap;
        latest = spot;
      }
    }
    last = spot;
    lines++;
    previous = line.millis();
    gomaxprocs = line.gomaxprocs();
    saturated(line, spot);
  }

  private void saturated(SchedLine line, Spot spot) {
    if (!line.isSaturated() || line.millis() < START) {
      series = 0;
      return;
    }
    if (series == 0 || line.runnable() > seriesRunnable) {
      seriesRunnable = line.runnable();
      seriesWorst = spot;
    }
    series++;
    if (series >= saturation.map(Saturation::lines).orElse(0)) {
      saturation = Optional.of(new Saturation(series, seriesRunnable, seriesWorst));
    }
  }

  SchedTrace ended() {
    int period = gaps.isEmpty() ? 0 : gaps.firstKey();
    int usual = period + Math.max(USUAL, period / 20);
    int late =
        period == 0
            ? 0
            : gaps.tailMap(usual, false).values().stream().mapToInt(Integer::intValue).sum();
    return new SchedTrace(
        file,
        gomaxprocs,
        first,
        last,
        lines,
        Duration.ofMillis(period),
        late,
        Duration.ofMillis(late == 0 ? 0 : longestGap - period),
        late == 0 ? first : latest,
        saturation);
  }
}
