// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes findings of the matches in one folder: adds the excerpt, the fingerprint and the words. */
final class Findings {
  private final Folder folder;
  private final Map<String, Integer> seen = new HashMap<>();

  Findings(Folder folder) {
    this.folder = folder;
  }

  Finding finding(Rule rule, Match match) {
    Place place = match.place();
    String line = folder.line(place.file(), place.line()).strip();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(kind(place), Redaction.line(line), Optional.of(place)));
    for (Fact fact : match.more()) {
      facts.add(new Fact(fact.kind(), Redaction.line(fact.text()), fact.place()));
    }
    return new Finding(
        rule.id(),
        match.lowered().orElse(rule.severity()),
        rule.maturity(),
        Redaction.line(match.message()),
        place,
        fingerprint(rule, place, line),
        facts,
        rule.why(),
        new Fix(rule.fix(), List.of()),
        "risks/" + rule.id().risk() + "#" + rule.id().rule(),
        Optional.empty());
  }

  private static String kind(Place place) {
    return place.file().endsWith(".go") ? "go" : "shell";
  }

  /** No line number goes into it, but the count of equal lines before. */
  private String fingerprint(Rule rule, Place place, String line) {
    String same = rule.id() + "\n" + place.file() + "\n" + line.replaceAll("\\s+", " ");
    int index = seen.merge(same, 1, Integer::sum) - 1;
    return "1:" + Digests.hex(same + "\n" + index).substring(0, 32);
  }
}
