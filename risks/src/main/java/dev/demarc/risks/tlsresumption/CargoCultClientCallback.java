// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.value.StructValue;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** A callback for servers is set on a client, where nothing calls it. */
final class CargoCultClientCallback implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("tls-resumption/cargo-cult-client-callback");
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
    return "GetConfigForClient is called by servers, for each ClientHello that they read."
        + " On a client it is dead code: nothing resumes because of it, and what it was"
        + " meant to configure stays at its default.";
  }

  @Override
  public String fix() {
    return "Remove it. A client resumes when its Config has ClientSessionCache:"
        + " tls.NewLRUClientSessionCache(64) and that one Config is used for all"
        + " connections; a connection that is kept saves more.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return TlsConfigs.in(evidence)
        .filter(config -> config.setsHere("GetConfigForClient"))
        .filter(config -> !config.gives("GetConfigForClient", "nil"))
        .filter(config -> !TlsConfigs.isServer(config))
        .flatMap(config -> TlsConfigs.client(config).map(to -> match(config, to)).stream());
  }

  private static Match match(StructValue config, Node to) {
    return Match.at(
            config.place(),
            "This tls.Config goes to a client (line "
                + to.line()
                + "), where GetConfigForClient is never called.")
        .with("go", CodeRole.brief(to), to.place());
  }
}
