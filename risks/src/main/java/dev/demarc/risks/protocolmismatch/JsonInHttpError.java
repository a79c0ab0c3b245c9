// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.protocolmismatch;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** http.Error is given JSON: it always sends text/plain. */
final class JsonInHttpError implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("protocol-mismatch/json-in-http-error");
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
    return "http.Error sets Content-Type to text/plain and nosniff, whatever was set before: the client gets"
        + " JSON that calls itself text. That is what its documentation says, and no error in it.";
  }

  @Override
  public String fix() {
    return "Write it yourself: set Content-Type to application/json, call WriteHeader with the status, then"
        + " write the JSON.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(GoPackage.class)
        .flatMap(in ->
            in.files().stream()
                .filter(file -> file.imported("net/http").isPresent() && isOurs(file))
                .flatMap(file -> file.root().walk().stream())
                .filter(node -> isJsonError(in, node))
                .map(JsonInHttpError::match));
  }

  private static boolean isOurs(GoFile file) {
    return !file.isGenerated() && CodeRole.isService(file);
  }

  private static boolean isJsonError(GoPackage in, Node node) {
    return in.isCall(node, "net/http", "Error")
        && node.child(2).filter(text -> new JsonText(in).is(text)).isPresent();
  }

  private static Match match(Node call) {
    return Match.at(
        call.place(),
        CodeRole.brief(call.child(2).orElse(call))
            + " is JSON, and http.Error sends it as text/plain.");
  }
}
