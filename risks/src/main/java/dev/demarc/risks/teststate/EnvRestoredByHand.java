// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.teststate;

import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A test puts the environment back by a defer of its own. */
final class EnvRestoredByHand implements Rule {

  @Override
  public RuleId id() {
    return RuleId.of("test-state/env-restored-by-hand");
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
    return "The test works. t.Setenv does the same in one line, also when the variable was not set before,"
        + " and refuses to run in a parallel test.";
  }

  @Override
  public String fix() {
    return "Use t.Setenv (Go 1.17), or t.Chdir (Go 1.24), and drop the defer.";
  }

  @Override
  public List<String> peers() {
    return List.of("usetesting:os-setenv");
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Set<String> seen = new HashSet<>();
    return EnvChange.in(evidence)
        .filter(change -> change.function().equals("Setenv") || change.function().equals("Chdir"))
        .filter(change -> change.scopes().getLast().function().equals(change.declaration()))
        .filter(EnvChange::isDeferredHere)
        .filter(change -> seen.add(change.subject()))
        .map(change ->
            Match.at(
                change.call().place(),
                "os."
                    + change.function()
                    + " in "
                    + change.scopes().getLast().name()
                    + " is put back by hand: t."
                    + change.function()
                    + " does it."));
  }
}
