// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.schedtrace;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import java.time.Duration;
import java.util.Optional;

/**
 * One run of a process, as its scheduler's trace shows it.
 *
 * @param gomaxprocs of the last line
 * @param first and last line
 * @param lines how many there are
 * @param period the shortest time between two lines: the runtime never writes earlier than asked
 * @param late how many lines came late by more than 5 % of the period, and by more than 20 ms
 * @param latest by how much the latest of them came late
 * @param latestSpot that line, or the first when none came late
 * @param saturation the longest series of lines without an idle processor and with many runnable
 *     goroutines, when there is one
 */
public record SchedTrace(
    String file,
    int gomaxprocs,
    Spot first,
    Spot last,
    int lines,
    Duration period,
    int late,
    Duration latest,
    Spot latestSpot,
    Optional<Saturation> saturation)
    implements Classified {

  /**
   * Lines one after the other with no idle processor and at least {@link #LOAD} runnable goroutines
   * for each.
   *
   * @param lines how many
   * @param runnable goroutines that waited for a processor at the worst of them
   * @param worst that line
   */
  public record Saturation(int lines, long runnable, Spot worst) {
    /** Runnable goroutines for each processor. */
    public static final int LOAD = 4;
  }

  @Override
  public Subject subject() {
    return Subject.named("schedtrace", file);
  }

  @Override
  public String label() {
    return saturation.filter(series -> series.lines() > 2).isPresent()
        ? "saturated"
        : "not-saturated";
  }

  @Override
  public String detail() {
    String text = "GOMAXPROCS " + gomaxprocs + ", " + lines + " lines";
    return late == 0
        ? text
        : text + ", " + late + " of them late, by " + latest.toMillis() + " ms at most";
  }
}
