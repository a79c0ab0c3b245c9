// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import java.util.List;

/**
 * What the judge says about one answer.
 *
 * @param violations what is broken, at most 10,000; empty when the output keeps the contract
 * @param items what became of every item
 */
public record Judgement(List<Violation> violations, ItemCount items) {
  /** Copies the list. */
  public Judgement {
    violations = List.copyOf(violations);
  }
}
