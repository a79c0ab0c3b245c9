// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.teststate;

import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A parallel test changes the environment or the working directory of the process. */
final class EnvWithParallel implements Rule {

  @Override
  public RuleId id() {
    return RuleId.of("test-state/env-with-parallel");
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
    return "The environment belongs to the process, and parallel tests run in it at one time: they read each"
        + " other's values. The race detector is silent, because os.Setenv takes a lock; -p 1 changes"
        + " nothing, because it counts processes.";
  }

  @Override
  public String fix() {
    return "Hand the value to the code as an argument or a getenv function, or use t.Setenv and no Parallel.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Set<String> seen = new HashSet<>();
    return EnvChange.in(evidence)
        .flatMap(change -> match(change).stream())
        .filter(match -> seen.add(match.place().file() + match.place().line()));
  }

  private static Optional<Match> match(EnvChange change) {
    Optional<Node> parallel = change.parallel();
    if (parallel.isPresent()) {
      return Optional.of(
          Match.at(
                  change.call().place(),
                  "os."
                      + change.function()
                      + " in "
                      + change.scopes().getLast().name()
                      + ", which is parallel since line "
                      + parallel.get().line()
                      + ": tests that run beside it see the change.")
              .with("go", parallel.get().text(), parallel.get().place()));
    }
    return change
        .parallelSubtest()
        .map(subtest ->
            Match.at(
                    change.call().place(),
                    "os."
                        + change.function()
                        + " is put back by defer before the parallel subtest of line "
                        + subtest.line()
                        + " goes on: it runs without the change.")
                .with("go", subtest.text(), subtest.place())
                .remedy("Put it back by t.Cleanup, or use t.Setenv here: both wait for subtests."));
  }
}
