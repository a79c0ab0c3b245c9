// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A rule that fired, with everything one needs to judge it. The deciding fact is the first of the
 * evidence and stands at {@code place}.
 *
 * @param fingerprint names the finding across commits: it holds no line number, so it survives
 *     moved code
 * @param docs what {@code demarc explain} takes: {@code risks/<risk>#<rule>}
 * @param suppressed by what, when a comment of the source says to ignore it
 * @param defaultSeverity the catalogue's, when the user's configuration says another
 * @param baseline true when the project's baseline knows it
 * @param circumstances of a capture or of a running host; empty for a source file
 */
public record Finding(
    RuleId rule,
    Severity severity,
    Maturity maturity,
    String message,
    Place place,
    String fingerprint,
    List<Fact> evidence,
    String why,
    Fix fix,
    String docs,
    Optional<Suppression> suppressed,
    Optional<Severity> defaultSeverity,
    boolean baseline,
    Optional<Circumstances> circumstances) {
  /** The order of a report: file, line, column, rule. */
  public static final Comparator<Finding> ORDER = Finding::byPlace;

  private static int byPlace(Finding one, Finding other) {
    int by = one.place.compareTo(other.place);
    return by != 0 ? by : one.rule.compareTo(other.rule);
  }

  /** Copies the evidence, of which there is at least one line. */
  public Finding {
    evidence = List.copyOf(evidence);
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException(rule + " without evidence");
    }
  }

  /** The same finding at another severity and with more evidence behind it. */
  public Finding with(Severity other, List<Fact> facts) {
    return copy(other, message, facts, suppressed, baseline);
  }

  /** The same finding with a sentence before its message, and one more fact behind it. */
  Finding because(String sentence, Fact fact) {
    List<Fact> facts = new ArrayList<>(evidence);
    facts.add(fact);
    return copy(severity, Match.cut(sentence + message), facts, suppressed, baseline);
  }

  /** The same finding, suppressed. */
  Finding suppressedBy(Suppression by) {
    return copy(severity, message, evidence, Optional.of(by), baseline);
  }

  /** The same finding, known to the baseline. */
  Finding known() {
    return copy(severity, message, evidence, suppressed, true);
  }

  private Finding copy(
      Severity other, String said, List<Fact> facts, Optional<Suppression> by, boolean known) {
    return new Finding(
        rule,
        other,
        maturity,
        said,
        place,
        fingerprint,
        facts,
        why,
        fix,
        docs,
        by,
        defaultSeverity,
        known,
        circumstances);
  }
}
