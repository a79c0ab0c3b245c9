// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.nativememory;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.stream.Stream;

/** GODEBUG asks for what has been the default since Go 1.16. */
final class CargoCultMadvdontneed implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("native-memory/cargo-cult-madvdontneed");
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "Since Go 1.16 the runtime gives pages back with MADV_DONTNEED by itself, so that the resident size"
        + " falls at once. The setting changes nothing, and it was never about memory of C.";
  }

  @Override
  public String fix() {
    return "Remove madvdontneed=1 from GODEBUG.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(Setting.class)
        .filter(setting -> setting.name().equals("GODEBUG"))
        .filter(setting -> List.of(setting.value().split(",", -1)).contains("madvdontneed=1"))
        .map(setting ->
            Match.at(
                setting.place(),
                "GODEBUG=madvdontneed=1 is the default since Go 1.16: it changes nothing."));
  }
}
