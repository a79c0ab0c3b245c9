// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * The record of one run: the process side of a call.
 *
 * @param id short, unique within this Demarc
 * @param outcome how it ended as far as the process tells (OK RE SG TO OM CT OL PL SF XX); the
 *     judge may still say OV
 * @param exit how the first process ended
 * @param stdout what it wrote, at most {@code limits.output}
 * @param stderr what it wrote, at most {@code limits.stderr}
 * @param stdoutTruncated more was written than kept
 * @param stderrTruncated more was written than kept
 * @param usage what it used
 * @param stopTook from the stop signal until the run was empty; zero when none was sent
 * @param breaches {@code lifecycle/orphans}, {@code lifecycle/stop} and the like, with a sentence
 *     each
 * @param leftBehind processes or cgroups that could not be removed; must be empty
 */
public record Run(
    String id,
    Outcome outcome,
    Exit exit,
    byte[] stdout,
    byte[] stderr,
    boolean stdoutTruncated,
    boolean stderrTruncated,
    Usage usage,
    Duration stopTook,
    List<RunBreach> breaches,
    List<String> leftBehind) {
  /** Copies the lists. */
  public Run {
    breaches = List.copyOf(breaches);
    leftBehind = List.copyOf(leftBehind);
  }

  /**
   * A promise broken by the run itself.
   *
   * @param check for example {@code lifecycle/orphans}
   * @param message one sentence with the numbers
   */
  public record RunBreach(String check, String message) {}
}
