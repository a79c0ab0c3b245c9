// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.value.StructValue;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A client checks certificates in a callback that resumed connections do not call. */
final class ResumeSkipsVerify implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("tls-resumption/resume-skips-verify");
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
    return "A resumed connection carries no certificate, and crypto/tls does not call"
        + " VerifyPeerCertificate for it. With a session cache the check runs on the first"
        + " connection only: a pin, a revocation or a name that changed since then is not"
        + " seen.";
  }

  @Override
  public String fix() {
    return "Move the check to VerifyConnection, which is called on every connection,"
        + " resumed or not; the certificates are in its ConnectionState.";
  }

  @Override
  public List<String> peers() {
    return List.of("gosec:G123");
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return TlsConfigs.in(evidence)
        .filter(config -> has(config, "ClientSessionCache") && has(config, "VerifyPeerCertificate"))
        .filter(config -> !config.sets("VerifyConnection") && !TlsConfigs.isServer(config))
        .map(ResumeSkipsVerify::match);
  }

  private static boolean has(StructValue config, String field) {
    return config.setsHere(field) && !config.gives(field, "nil");
  }

  private static Match match(StructValue config) {
    Optional<Node> check = config.given("VerifyPeerCertificate");
    boolean sure = check.filter(value -> isFunction(config, value)).isPresent();
    Match match =
        sure
            ? Match.at(
                config.place(),
                "This client resumes sessions and checks certificates in VerifyPeerCertificate, which"
                    + " a resumed connection does not call.")
            : Match.at(
                    config.place(),
                    "If its caller gives a check, this client resumes sessions without it: a resumed"
                        + " connection does not call VerifyPeerCertificate.")
                .as(Severity.MEDIUM);
    return check
        .map(value ->
            match.with("go", "VerifyPeerCertificate: " + CodeRole.brief(value), value.place()))
        .orElse(match);
  }

  /** True for a function that the package shows: a value from elsewhere may be nil. */
  private static boolean isFunction(StructValue config, Node value) {
    Node name = value.is(Kind.SELECTOR) ? value.child(1).orElse(value) : value;
    return value.is(Kind.FUNC_LIT, Kind.CALL) || !config.in().functions(name.text()).isEmpty();
  }
}
