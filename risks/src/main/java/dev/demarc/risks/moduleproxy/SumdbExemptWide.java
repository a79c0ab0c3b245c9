// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.moduleproxy;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** The exemption for private modules covers those of everybody. */
final class SumdbExemptWide implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("module-proxy/sumdb-exempt-wide");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "A pattern is a prefix of module paths. One that covers a whole code host takes the check"
        + " from every public module there, not only from the private ones.";
  }

  @Override
  public String fix() {
    return "Name the owner: host/owner instead of the host, or the private host alone.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Environment.settings(evidence, "GOPRIVATE", "GONOSUMDB", "GONOSUMCHECK")
        .flatMap(one -> ModulePatterns.wide(one.value()).map(wide -> match(one, wide)).stream());
  }

  private static Match match(Setting one, String wide) {
    return Match.at(
        one.place(),
        one.name()
            + " has "
            + wide
            + ": public modules there are not checked by the checksum"
            + " database either.");
  }
}
