// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes findings of the matches of one folder, or of the whole input: adds the excerpt, the
 * fingerprint and the words.
 */
final class Findings {
  private final Texts texts;
  private final Choices choices;
  private final Map<String, Integer> seen = new HashMap<>();

  Findings(Texts texts, Choices choices) {
    this.texts = texts;
    this.choices = choices;
  }

  Finding finding(Rule rule, Match match) {
    Place place = match.place();
    String line = texts.line(place.file(), place.line()).strip();
    List<Fact> facts = new ArrayList<>();
    Optional<Severity> chosen = choices.severity(rule.id());
    List<String> hidden = match.hidden();
    facts.add(new Fact(Texts.kind(place.file()), Redaction.line(line, hidden), Optional.of(place)));
    for (Fact fact : match.more()) {
      facts.add(new Fact(fact.kind(), Redaction.line(fact.text(), hidden), fact.place()));
    }
    return new Finding(
        rule.id(),
        severity(rule, match, chosen),
        rule.maturity(),
        Redaction.line(match.message(), hidden),
        place,
        fingerprint(rule, place, line),
        facts,
        rule.why(),
        new Fix(match.remedy().orElse(rule.fix()), match.edits()),
        "risks/" + rule.id().risk() + "#" + rule.id().rule(),
        Optional.empty(),
        chosen
            .map(own -> match.lowered().orElse(rule.severity()))
            .filter(own -> own != severity(rule, match, chosen)),
        false,
        Optional.empty());
  }

  /** A match that is milder than its rule stays at least as mild under a severity of the user's. */
  private static Severity severity(Rule rule, Match match, Optional<Severity> chosen) {
    Severity own = match.lowered().orElse(rule.severity());
    boolean milder = match.lowered().isPresent() && chosen.filter(own::atLeast).isEmpty();
    return milder ? own : chosen.orElse(own);
  }

  /** No line number goes into it, but the count of equal lines before. */
  private String fingerprint(Rule rule, Place place, String line) {
    String same = rule.id() + "\n" + place.file() + "\n" + line.replaceAll("\\s+", " ");
    int index = seen.merge(same, 1, Integer::sum) - 1;
    return "1:" + Digests.hex(same + "\n" + index).substring(0, 32);
  }
}
