// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Makes one finding of several rules that fired at overlapping places: first by the pairs of {@link
 * Precedence}, then, among rules of one risk, by severity and name. The one that is kept takes the
 * highest severity and names the others as evidence. A rule that is not foldable is always reported
 * for itself.
 */
final class Overlaps {
  private static final Comparator<Finding> BY_WEIGHT =
      Comparator.comparing(Finding::severity)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::place);

  private final Precedence precedence = Precedence.ofCatalogue();
  private final Set<RuleId> apart = new HashSet<>();

  Overlaps(List<Risk> risks) {
    risks.stream()
        .flatMap(risk -> risk.rules().stream())
        .filter(rule -> !rule.foldable())
        .forEach(rule -> apart.add(rule.id()));
  }

  /** The findings that are left, in the order of a report. */
  List<Finding> merge(List<Finding> findings) {
    List<Finding> sorted = findings.stream().sorted(Finding.ORDER).toList();
    List<Finding> kept = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      List<Finding> group = sorted.subList(from, i);
      if (i == sorted.size() || !touches(group, sorted.get(i))) {
        kept.addAll(mergeGroup(group));
        from = i;
      }
    }
    kept.sort(Finding.ORDER);
    return kept;
  }

  /** Findings are sorted by start, so the next one touches the group if it touches any of it. */
  private static boolean touches(List<Finding> group, Finding next) {
    return group.stream().anyMatch(one -> one.place().overlaps(next.place()));
  }

  private List<Finding> mergeGroup(List<Finding> group) {
    if (group.size() < 2) {
      return group;
    }
    List<Finding> left = fold(group, this::explicit);
    return fold(left, (winner, loser) -> sameRisk(winner, loser) && weighs(winner, loser));
  }

  private List<Finding> fold(List<Finding> group, BiPredicate<Finding, Finding> wins) {
    List<Finding> kept = new ArrayList<>();
    List<Finding> beaten = new ArrayList<>();
    for (Finding finding : group.stream().sorted(BY_WEIGHT).toList()) {
      boolean loses = group.stream().anyMatch(other -> meet(other, finding, wins));
      (loses ? beaten : kept).add(finding);
    }
    for (Finding finding : beaten) {
      Optional<Finding> winner =
          kept.stream().filter(other -> meet(other, finding, wins)).findFirst();
      if (winner.isPresent()) {
        kept.set(kept.indexOf(winner.get()), fold(winner.get(), finding));
      } else {
        kept.add(finding); // what beat it is at another place of a chain
      }
    }
    return kept;
  }

  private boolean meet(Finding winner, Finding loser, BiPredicate<Finding, Finding> wins) {
    return !winner.rule().equals(loser.rule())
        && !apart.contains(winner.rule())
        && !apart.contains(loser.rule())
        && !precedence.apart(winner.rule(), loser.rule())
        && winner.place().overlaps(loser.place())
        && wins.test(winner, loser);
  }

  private boolean explicit(Finding winner, Finding loser) {
    return precedence.wins(winner.rule(), loser.rule());
  }

  private static boolean sameRisk(Finding one, Finding other) {
    return one.rule().risk().equals(other.rule().risk());
  }

  private static boolean weighs(Finding winner, Finding loser) {
    return BY_WEIGHT.compare(winner, loser) < 0;
  }

  private static Finding fold(Finding winner, Finding other) {
    List<Fact> facts = new ArrayList<>(winner.evidence());
    facts.add(new Fact("rule", other.rule().toString(), Optional.of(other.place())));
    other.evidence().stream().filter(fact -> fact.kind().equals("rule")).forEach(facts::add);
    return winner.with(Severity.worst(winner.severity(), other.severity()), facts);
  }
}
