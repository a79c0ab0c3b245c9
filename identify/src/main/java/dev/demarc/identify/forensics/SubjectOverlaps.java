// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.capture.Subject;
import dev.demarc.identify.Circumstances;
import dev.demarc.identify.Fact;
import dev.demarc.identify.Finding;
import dev.demarc.identify.Precedence;
import dev.demarc.identify.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one finding of several rules that speak of one subject and one cause. */
final class SubjectOverlaps {
  private static final Precedence PRECEDENCE = Precedence.ofCatalogue();

  private SubjectOverlaps() {}

  /** The findings that are left, each beaten one an evidence line of its winner. */
  static List<Finding> merge(List<Finding> findings) {
    List<Finding> kept = new ArrayList<>();
    List<Finding> beaten = new ArrayList<>();
    for (Finding finding : findings) {
      boolean loses = findings.stream().anyMatch(other -> beats(other, finding));
      (loses ? beaten : kept).add(finding);
    }
    for (Finding finding : beaten) {
      Optional<Finding> winner = kept.stream().filter(one -> beats(one, finding)).findFirst();
      if (winner.isPresent()) {
        kept.set(kept.indexOf(winner.get()), fold(winner.get(), finding));
      } else {
        kept.add(finding);
      }
    }
    return kept;
  }

  private static boolean beats(Finding winner, Finding loser) {
    return PRECEDENCE.wins(winner.rule(), loser.rule()) && meet(subject(winner), subject(loser));
  }

  private static Subject subject(Finding finding) {
    return finding.circumstances().map(Circumstances::subject).orElseThrow();
  }

  /** Subjects meet when they share a part, and differ in none that both have. */
  private static boolean meet(Subject one, Subject other) {
    boolean share = false;
    for (Map.Entry<String, Object> part : one.parts().entrySet()) {
      Object same = other.parts().get(part.getKey());
      if (same != null && !same.equals(part.getValue())) {
        return false;
      }
      share |= same != null;
    }
    return share;
  }

  /** The winner with what the other saw besides; what both saw stands once. */
  private static Finding fold(Finding winner, Finding other) {
    List<Fact> facts = new ArrayList<>(winner.evidence());
    facts.add(
        new Fact(
            "rule",
            other.rule().toString(),
            Optional.empty(),
            other.circumstances().map(Circumstances::spot)));
    other.evidence().stream().filter(fact -> !facts.contains(fact)).forEach(facts::add);
    return winner.with(Severity.worst(winner.severity(), other.severity()), facts);
  }
}
