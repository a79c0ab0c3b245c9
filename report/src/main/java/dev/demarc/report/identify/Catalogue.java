// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The risks that this program knows, with the pages that explain them. */
public final class Catalogue {
  private final List<Risk> risks;
  private final Map<RuleId, Rule> rules = new HashMap<>();
  private final Map<String, RiskPage> pages = new HashMap<>();

  /** Takes the risks, in any order. */
  public Catalogue(List<Risk> risks) {
    this.risks = risks.stream().sorted((one, other) -> one.id().compareTo(other.id())).toList();
    risks.forEach(risk -> risk.rules().forEach(rule -> rules.put(rule.id(), rule)));
  }

  /** The risks, by id. */
  public List<Risk> risks() {
    return risks;
  }

  /** The risk of this id. */
  public Optional<Risk> risk(String id) {
    return risks.stream().filter(risk -> risk.id().equals(id)).findFirst();
  }

  /** The rule of this id; none when a report comes from another version. */
  public Optional<Rule> rule(RuleId id) {
    return Optional.ofNullable(rules.get(id));
  }

  /** The page of a risk; it is read once. */
  public RiskPage page(Risk risk) {
    return pages.computeIfAbsent(risk.id(), id -> RiskPage.of(risk));
  }

  /** What the page of its risk says of a rule; empty text when nothing is known. */
  String help(RuleId id) {
    return risk(id.risk()).map(risk -> page(risk).section(id.rule())).orElse("");
  }
}
