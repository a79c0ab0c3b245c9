// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.moduleproxy;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.PrivateHosts;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** Modules come over a connection that anybody on the way can answer. */
final class InsecureTransport implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("module-proxy/insecure-transport");
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
    return "The go command asks for modules over verified TLS unless it is told otherwise. Over an"
        + " open connection whoever stands on the way chooses what a new version holds.";
  }

  @Override
  public String fix() {
    return "Use https; name one private host in GOINSECURE at most. GOINSECURE does not switch the"
        + " checksum database off.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    PrivateHosts own = ProxyList.own(evidence);
    Stream<Match> settings =
        Environment.settings(evidence, "GOINSECURE", "GOPROXY")
            .flatMap(one -> match(one, own).stream());
    Stream<Match> commands =
        evidence
            .of(ShellScript.class)
            .flatMap(script -> script.commands().stream())
            .filter(command -> command.runs("go", "get") && isInsecure(command))
            .map(command ->
                Match.at(
                    command.place(),
                    "go get -insecure takes modules over open connections and without the checksum"
                        + " database; since Go 1.17 the flag is an error."));
    return Stream.concat(settings, commands);
  }

  private static boolean isInsecure(ShellCommand command) {
    return command.has("-insecure") || command.has("--insecure");
  }

  private static Optional<Match> match(Setting one, PrivateHosts own) {
    if (one.name().equals("GOINSECURE")) {
      return ModulePatterns.wide(one.value())
          .map(wide ->
              Match.at(
                  one.place(),
                  "GOINSECURE has " + wide + ": public modules may come over an open connection."));
    }
    return ProxyList.of(one.value()).elements().stream()
        .filter(element -> element.startsWith("http://") && ProxyList.isPublicProxy(element, own))
        .findFirst()
        .map(element ->
            Match.at(one.place(), "GOPROXY asks " + ProxyList.host(element) + " over plain http."));
  }
}
