// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.nativememory;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** GOGC is written in a form that the runtime ignores without a word. */
final class GogcIgnored implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("native-memory/gogc-ignored");
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "The runtime reads GOGC as a whole number or off. Anything else leaves the default of 100 in place,"
        + " and nothing is printed: abc, 100% and -1 were measured.";
  }

  @Override
  public String fix() {
    return "Write a whole number without a unit, or off.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Variables.named(evidence, "GOGC").filter(GogcIgnored::isIgnored).map(GogcIgnored::match);
  }

  private static Match match(Setting setting) {
    return Match.at(
        setting.place(),
        "GOGC=" + setting.value() + " is no whole number and not off: Go ignores it in silence.");
  }

  private static boolean isIgnored(Setting setting) {
    String value = setting.value();
    return !value.isEmpty() && !value.equals("off") && !Variables.isNumber(value);
  }
}
