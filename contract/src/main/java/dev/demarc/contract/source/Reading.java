// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.Contract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came out of reading a contract file.
 *
 * @param document the file with the place of everything in it
 * @param problems everything that is wrong, in order of place
 * @param contract the model; present when no problem is {@link Severity#HIGH}
 * @param schemas the schemas of the contract by their pointer, for example {@code
 *     /spec/input/itemSchema}, with all they refer to
 */
public record Reading(
    Document document,
    List<Problem> problems,
    Optional<Contract> contract,
    Map<String, BundledSchema> schemas) {
  /** Copies the collections and puts them in order. */
  public Reading {
    problems = problems.stream().sorted(Problem.BY_PLACE).distinct().toList();
    schemas = java.util.Collections.unmodifiableMap(new TreeMap<>(schemas));
  }

  /** The problems that keep the file from being a contract. */
  public List<Problem> errors() {
    return problems.stream().filter(problem -> problem.severity() == Severity.HIGH).toList();
  }
}
