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
  private final Map<String, Integer> seen = new HashMap<>();

  Findings(Texts texts) {
    this.texts = texts;
  }

  Finding finding(Rule rule, Match match) {
    Place place = match.place();
    String line = texts.line(place.file(), place.line()).strip();
    List<Fact> facts = new ArrayList<>();
    List<String> hidden = match.hidden();
    facts.add(new Fact(Texts.kind(place.file()), Redaction.line(line, hidden), Optional.of(place)));
    for (Fact fact : match.more()) {
      facts.add(new Fact(fact.kind(), Redaction.line(fact.text(), hidden), fact.place()));
    }
    return new Finding(
        rule.id(),
        match.lowered().orElse(rule.severity()),
        rule.maturity(),
        Redaction.line(match.message(), hidden),
        place,
        fingerprint(rule, place, line),
        facts,
        rule.why(),
        new Fix(match.remedy().orElse(rule.fix()), match.edits()),
        "risks/" + rule.id().risk() + "#" + rule.id().rule(),
        Optional.empty());
  }

  /** No line number goes into it, but the count of equal lines before. */
  private String fingerprint(Rule rule, Place place, String line) {
    String same = rule.id() + "\n" + place.file() + "\n" + line.replaceAll("\\s+", " ");
    int index = seen.merge(same, 1, Integer::sum) - 1;
    return "1:" + Digests.hex(same + "\n" + index).substring(0, 32);
  }
}
