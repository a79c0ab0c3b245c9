// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** GOMAXPROCS is given something that is no positive whole number. */
final class GomaxprocsMalformed implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("cpu-quota/gomaxprocs-malformed");
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
    return "The runtime takes whole numbers from 1 on and ignores anything else in silence: the"
        + " process runs with the default, as if the line were not there.";
  }

  @Override
  public String fix() {
    return "Write a whole number, or remove the line: since Go 1.25 the default follows the CPU"
        + " limit.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(Setting.class)
        .filter(one -> one.name().equals("GOMAXPROCS") && one.source() != Setting.Source.GO)
        .filter(one -> one.constant() && isMalformed(one.value().strip()))
        .map(one ->
            Match.at(
                one.place(),
                "GOMAXPROCS="
                    + one.value().strip()
                    + " is ignored: it is no positive whole number."));
  }

  private static boolean isMalformed(String value) {
    boolean placeholder = value.chars().anyMatch(c -> "<>@%{}$[]".indexOf(c) >= 0);
    return !value.isEmpty() && !placeholder && !value.matches("0*[1-9][0-9]{0,8}");
  }
}
