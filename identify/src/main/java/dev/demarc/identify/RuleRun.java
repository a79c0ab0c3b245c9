// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.List;
import java.util.Set;

/** Lets the rules look at evidence, and honours the suppressions at what they found. */
final class RuleRun {
  private final Settings settings;
  private final List<Risk> risks;

  RuleRun(Settings settings, List<Risk> risks) {
    this.settings = settings;
    this.risks = risks;
  }

  /** Runs every rule of a reach; what stands in a {@code silent} file is not reported. */
  void run(Reach reach, Evidence evidence, Texts texts, Set<String> silent, Gathered into) {
    Suppressions suppressions = new Suppressions(settings.today());
    Findings made = new Findings(texts, settings.choices());
    for (Risk risk : risks) {
      for (Rule rule : risk.rules()) {
        if (rule.reach() != reach || !settings.choices().runs(rule, settings.maturities())) {
          continue;
        }
        for (Match match : rule.findIn(evidence).toList()) {
          String file = match.place().file();
          if (silent.contains(file) || settings.choices().silences(rule.id(), file)) {
            continue;
          }
          Finding finding = made.finding(rule, match);
          switch (suppressions.of(rule, finding, texts)) {
            case Suppressions.None _ -> into.findings.add(finding);
            case Suppressions.Over over -> {
              into.findings.add(over.said(finding));
              into.differsUntil(over.until());
            }
            case Suppressions.Holds(Suppression by) -> {
              into.suppressed.add(finding.suppressedBy(by));
              by.until().ifPresent(into::differsAfter);
            }
          }
        }
      }
    }
  }
}
