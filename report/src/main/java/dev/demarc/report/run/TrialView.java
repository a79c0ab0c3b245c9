// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.Level;
import dev.demarc.contract.Verdict;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the test of a contract said.
 *
 * @param level of the boundary on this host
 * @param controls what this host enforces
 * @param dimensions the four, in their order
 * @param figures what became of the items (rows)
 * @param coverage share reached by name, 0 to 1; kept in the order of names
 * @param cases how many were run
 * @param calls how many runs of the component that took
 * @param took wall time
 */
public record TrialView(
    Level level,
    List<Control> controls,
    List<DimensionView> dimensions,
    Figures figures,
    Map<String, Double> coverage,
    int cases,
    int calls,
    Duration took) {

  /** Copies the collections. */
  public TrialView {
    controls = List.copyOf(controls);
    dimensions = List.copyOf(dimensions);
    coverage = Collections.unmodifiableMap(new TreeMap<>(coverage));
  }

  /**
   * Whether this host enforces one control.
   *
   * @param name the word of {@code isolation.require}
   * @param enforced written and read back
   * @param measured counted exactly by the kernel
   * @param mechanism by what
   * @param problem file and errno when not enforced; else empty text
   */
  public record Control(
      String name, boolean enforced, boolean measured, String mechanism, String problem) {}

  /**
   * One dimension and its checks.
   *
   * @param dimension which
   * @param verdict over its checks
   * @param checks in the order of their names
   */
  public record DimensionView(Dimension dimension, Verdict verdict, List<Check> checks) {
    /** Copies the list. */
    public DimensionView {
      checks = List.copyOf(checks);
    }
  }

  /**
   * One check.
   *
   * @param name without its dimension: {@code bom}, {@code conserve}
   * @param verdict what it says
   * @param detail one sentence with the numbers of this case
   * @param counterexample the smallest failing input found
   */
  public record Check(
      String name, Verdict verdict, String detail, Optional<Counterexample> counterexample) {}

  /**
   * An input that breaks the contract.
   *
   * @param caseId the case that it came from
   * @param bytes what the caller gives
   * @param originalSize bytes of the case before it was made smaller
   * @param message what is broken
   * @param file where the bytes lie, relative to the working directory; empty text when nowhere
   */
  public record Counterexample(
      String caseId, byte[] bytes, int originalSize, String message, String file) {}

  /** What became of the items (rows) of all cases. */
  public record Figures(long given, long right, long wrong, long rejected, long lost) {}
}
