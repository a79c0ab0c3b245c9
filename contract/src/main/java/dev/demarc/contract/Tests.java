// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a contract is tested.
 *
 * @param seed of everything drawn
 * @param cases most cases
 * @param time most time
 * @param examples globs beside the contract, each file must be accepted
 * @param declared named cases
 * @param faults byte-level faults by name (facts: D.4)
 * @param lifecycle moments at which a component is stopped or killed: {@code sigterm-idle}, {@code
 *     sigterm-busy}, {@code sigkill-recovery} and others; {@code double-fork}
 * @param coverage required shares by name: {@code constraints}, {@code mutants}, {@code responses},
 *     {@code faults}
 * @param undecidedFails whether an undecided dimension fails the test
 */
public record Tests(
    long seed,
    int cases,
    Duration time,
    List<String> examples,
    List<Declared> declared,
    List<String> faults,
    List<String> lifecycle,
    Map<String, Double> coverage,
    boolean undecidedFails) {
  /** Copies the collections. */
  public Tests {
    examples = List.copyOf(examples);
    declared = List.copyOf(declared);
    faults = List.copyOf(faults);
    lifecycle = List.copyOf(lifecycle);
    coverage = Ordered.copyOf(coverage);
  }

  /**
   * A named case.
   *
   * @param name within the contract
   * @param input file beside the contract
   * @param accept whether the input must be accepted
   * @param output file with the exact answer
   */
  public record Declared(String name, String input, boolean accept, Optional<String> output) {}
}
