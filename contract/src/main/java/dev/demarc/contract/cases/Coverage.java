// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import java.util.List;

/**
 * How much of a contract's input side the cases try.
 *
 * @param obligations all that the format can express
 * @param uncovered those that no case covers
 * @param mutants all small mistakes put into the schema
 * @param surviving those that no case notices
 */
public record Coverage(
    int obligations, List<Obligation> uncovered, int mutants, List<String> surviving) {
  /** Copies the lists. */
  public Coverage {
    uncovered = List.copyOf(uncovered);
    surviving = List.copyOf(surviving);
  }

  /** Share of the obligations that are covered; 1 when there are none. */
  public double constraints() {
    return obligations == 0 ? 1 : (obligations - uncovered.size()) / (double) obligations;
  }

  /** Share of the mutants that are noticed; 1 when there are none. */
  public double killed() {
    return mutants == 0 ? 1 : (mutants - surviving.size()) / (double) mutants;
  }
}
