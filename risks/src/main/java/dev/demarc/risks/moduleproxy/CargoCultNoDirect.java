// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.moduleproxy;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.PrivateHosts;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.stream.Stream;

/** The way to the sources is taken out of GOPROXY in the belief that this enforces checksums. */
final class CargoCultNoDirect implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("module-proxy/cargo-cult-no-direct");
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
    return "Where the bytes come from is decided first, and every answer is checked afterwards. A"
        + " mismatch ends the build with direct and without it (measured with Go 1.19 to 1.27).";
  }

  @Override
  public String fix() {
    return "Leave direct in, or out for another reason: what checks is go.sum and the checksum"
        + " database.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    List<Setting> sums = Environment.settings(evidence, "GOSUMDB").toList();
    return Environment.settings(evidence, "GOPROXY")
        .filter(one -> isOnePublic(one, ProxyList.own(evidence)))
        .filter(one -> sums.stream().anyMatch(sum -> isBeside(one, sum)))
        .map(one ->
            Match.at(
                one.place(),
                "GOPROXY without direct next to GOSUMDB: checksums are enforced in the same way with"
                    + " direct."));
  }

  private static boolean isOnePublic(Setting one, PrivateHosts own) {
    List<String> elements = ProxyList.of(one.value()).elements();
    return elements.size() == 1 && ProxyList.isPublicProxy(elements.getFirst(), own);
  }

  private static boolean isBeside(Setting one, Setting sum) {
    return !sum.is("off")
        && sum.place().file().equals(one.place().file())
        && sum.scope().equals(one.scope())
        && Math.abs(sum.place().line() - one.place().line()) <= 3;
  }
}
