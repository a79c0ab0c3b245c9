// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one finding of several rules of one risk that fired at overlapping places: the one that is
 * kept takes the highest severity and names the others as evidence. A rule that is not foldable is
 * always reported for itself.
 */
final class Overlaps {
  private final Set<RuleId> apart = new HashSet<>();

  Overlaps(List<Risk> risks) {
    risks.stream()
        .flatMap(risk -> risk.rules().stream())
        .filter(rule -> !rule.foldable())
        .forEach(rule -> apart.add(rule.id()));
  }

  List<Finding> merge(List<Finding> findings) {
    List<Finding> byWeight = new ArrayList<>(findings);
    byWeight.sort(
        Comparator.comparing(Finding::severity)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::place));
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : byWeight) {
      Optional<Finding> winner = kept.stream().filter(other -> folds(finding, other)).findFirst();
      if (winner.isPresent()) {
        kept.set(kept.indexOf(winner.get()), fold(winner.get(), finding));
      } else {
        kept.add(finding);
      }
    }
    kept.sort(Finding.ORDER);
    return kept;
  }

  private boolean folds(Finding finding, Finding other) {
    return finding.rule().risk().equals(other.rule().risk())
        && !finding.rule().equals(other.rule())
        && !apart.contains(finding.rule())
        && !apart.contains(other.rule())
        && finding.place().overlaps(other.place());
  }

  private static Finding fold(Finding winner, Finding other) {
    List<Fact> facts = new ArrayList<>(winner.evidence());
    facts.add(new Fact("rule", other.rule().toString(), Optional.of(other.place())));
    return winner.with(Severity.worst(winner.severity(), other.severity()), facts);
  }
}
