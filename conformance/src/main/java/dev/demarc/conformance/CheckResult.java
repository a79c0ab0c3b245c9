// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.Verdict;
import java.util.Optional;

/**
 * What one check of a contract says.
 *
 * @param dimension to which it counts
 * @param check its name in the words of the vocabulary, §d, or the id of a relation or fault:
 *     {@code bom}, {@code schema}
 * @param verdict kept, broken, undecided
 * @param detail one sentence with the numbers of this case
 * @param counterexample the smallest failing input found, when the check is broken by one
 */
public record CheckResult(
    Dimension dimension,
    String check,
    Verdict verdict,
    String detail,
    Optional<Counterexample> counterexample) {
  /** The name of statements and reports: {@code output/schema}. */
  public String name() {
    return dimension.word() + "/" + check;
  }
}
