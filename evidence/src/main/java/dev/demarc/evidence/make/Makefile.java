// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.make;

import java.util.List;
import java.util.Optional;

/**
 * A Makefile. Conditions are not decided: what stands in either branch is taken.
 *
 * @param includes file names of include lines, as they are written
 */
public record Makefile(
    String path,
    List<MakeVariable> variables,
    List<MakeRule> rules,
    List<MakeReference> references,
    List<String> includes) {
  /** Copies the lists. */
  public Makefile {
    variables = List.copyOf(variables);
    rules = List.copyOf(rules);
    references = List.copyOf(references);
    includes = List.copyOf(includes);
  }

  /** The one value of a variable that all of the file sees; empty when there are several. */
  public Optional<String> value(String name) {
    List<MakeVariable> found =
        variables.stream().filter(one -> one.name().equals(name)).limit(2).toList();
    return found.size() == 1 && found.getFirst().target().isEmpty()
        ? Optional.of(found.getFirst().value())
        : Optional.empty();
  }

  /** The rule that makes a target. */
  public Optional<MakeRule> rule(String target) {
    return rules.stream().filter(rule -> rule.targets().contains(target)).findFirst();
  }
}
