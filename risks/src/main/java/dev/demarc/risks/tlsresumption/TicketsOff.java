// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Session tickets are switched off by a constant, so that no connection resumes. */
final class TicketsOff implements Rule {
  private static final String FIELD = "SessionTicketsDisabled";

  @Override
  public RuleId id() {
    return RuleId.of("tls-resumption/tickets-off");
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "Without tickets every connection pays a full handshake: with RSA-2048 about"
        + " four times the work of a resumed one, with mutual TLS about six times, with"
        + " ECDSA hardly more. The setting has no effect on what is not resumed anyway.";
  }

  @Override
  public String fix() {
    return "Remove SessionTicketsDisabled. Where tickets are off for forward secrecy, keep"
        + " it and say so: crypto/tls rotates ticket keys every 24 h, and TLS 1.3 tickets"
        + " do not reveal the traffic of the session.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Stream.concat(
        TlsConfigs.in(evidence)
            .flatMap(config -> Optional.ofNullable(config.keys().get(FIELD)).stream())
            .filter(value -> value.text().equals("true"))
            .map(value -> match(value.parent().orElse(value))),
        TlsConfigs.packages(evidence)
            .flatMap(in ->
                in.occurrences().all(Kind.ASSIGN).stream()
                    .filter(assign -> TlsConfigs.isService(in, assign) && setsTrue(assign))
                    .map(TicketsOff::match)));
  }

  private static Match match(Node setting) {
    return Match.at(
        setting.place(), "Session tickets are off: every TLS connection pays a full handshake.");
  }

  private static boolean setsTrue(Node assign) {
    List<Node> left = assign.child(0).map(Node::children).orElse(List.of());
    List<Node> right = assign.child(1).map(Node::children).orElse(List.of());
    for (int i = 0; i < left.size() && left.size() == right.size(); i++) {
      boolean field = left.get(i).child(1).filter(name -> name.text().equals(FIELD)).isPresent();
      if (field && right.get(i).text().equals("true")) {
        return assign
            .ancestors()
            .takeWhile(above -> !above.is(Kind.FUNC, Kind.FUNC_LIT))
            .noneMatch(above -> above.is(Kind.IF, Kind.CASE));
      }
    }
    return false;
  }
}
