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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A failing proxy is passed over, and the next source is asked for modules it was not meant for.
 */
final class ProxyFallbackAnyError implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("module-proxy/proxy-fallback-any-error");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "A comma goes on at 404 and 410 only, a bar at every error. This is no way around the"
        + " checksums: what comes from the next source is checked all the same.";
  }

  @Override
  public String fix() {
    return "Write a comma for the bar; behind a private proxy write off, or direct with GOPRIVATE.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    PrivateHosts own = ProxyList.own(evidence);
    return Environment.settings(evidence, "GOPROXY").flatMap(one -> match(one, own).stream());
  }

  private static Optional<Match> match(Setting one, PrivateHosts own) {
    ProxyList list = ProxyList.of(one.value());
    boolean behindPrivate = false;
    for (int i = 0; i + 1 < list.elements().size(); i++) {
      boolean bar = list.separators().get(i) == '|';
      String next = list.elements().get(i + 1);
      behindPrivate |= ProxyList.isPrivateProxy(list.elements().get(i), own);
      if (bar && next.equals("direct")) {
        return Optional.of(
            Match.at(
                one.place(),
                "GOPROXY has | before direct: any error of the proxy, a timeout too, sends the build"
                    + " to the sources. Checksums still hold."));
      }
      if (behindPrivate && ProxyList.isPublicProxy(next, own)) {
        return Optional.of(
            Match.at(
                one.place(),
                "GOPROXY goes on from a private proxy to a public one, which learns the names of"
                    + " private modules and may answer for them. Checksums still hold."));
      }
    }
    return Optional.empty();
  }
}
