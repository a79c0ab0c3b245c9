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

/** A test changes the environment or the working directory and does not put it back. */
final class EnvLeak implements Rule {

  @Override
  public RuleId id() {
    return RuleId.of("test-state/env-leak");
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
    return "All tests of a package run in one process. What this test leaves behind is there for every test"
        + " after it, so that results depend on their order. go test -p does not change that: it counts"
        + " processes.";
  }

  @Override
  public String fix() {
    return "Use t.Setenv, or t.Chdir since Go 1.24: they put it back, and refuse to run in a parallel test.";
  }

  @Override
  public List<String> peers() {
    return List.of("usetesting:os-setenv");
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Set<String> seen = new HashSet<>();
    return EnvChange.in(evidence)
        .filter(change -> change.restored() != EnvChange.Restored.LATER)
        .filter(change -> seen.add(change.subject()))
        .map(EnvLeak::match);
  }

  private static Match match(EnvChange change) {
    String who = "os." + change.function() + " in " + change.scopes().getLast().name();
    if (change.restored() == EnvChange.Restored.AT_END) {
      return Match.at(
              change.call().place(),
              who
                  + " is put back by a later statement, which a test that ends early (Fatal, panic) does not reach.")
          .as(Severity.LOW);
    }
    if (change.function().equals("Unsetenv")) {
      return Match.at(
              change.call().place(),
              who + " is not put back: a later test misses the variable where it was set outside.")
          .as(Severity.LOW);
    }
    return Match.at(
        change.call().place(), who + " is not put back: every test after it sees the change.");
  }
}
