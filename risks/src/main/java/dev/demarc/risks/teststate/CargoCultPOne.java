// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.teststate;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code go test -p 1} where parallel tests of one package change their process. */
final class CargoCultPOne implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("test-state/cargo-cult-p-one");
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
  public Reach reach() {
    return Reach.INPUT;
  }

  @Override
  public String why() {
    return "-p counts packages that are built and tested at one time. The parallel tests of one package run"
        + " in one process, as many at one time as -parallel says, and -p does not change that.";
  }

  @Override
  public String fix() {
    return "Mend the test: hand the value over as an argument, or t.Setenv and no Parallel. Until then"
        + " -parallel 1 keeps the tests of a package apart. Keep -p 1 if packages share something else.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    List<ParallelChange> changes = ParallelChange.of(evidence).toList();
    Set<Place> seen = new HashSet<>();
    return changes.isEmpty()
        ? Stream.empty()
        : evidence
            .of(ShellScript.class)
            .flatMap(script -> match(new TestRun(evidence, script), changes))
            .filter(match -> seen.add(match.place()));
  }

  private static Stream<Match> match(TestRun run, List<ParallelChange> changes) {
    Optional<String> from = run.folder();
    if (from.isEmpty() || run.saysProcessors()) {
      return Stream.empty();
    }
    return run.script().commands().stream()
        .flatMap(command -> TestCommand.of(command).stream())
        .flatMap(command -> match(run, command, from.get(), changes).stream());
  }

  private static Optional<Match> match(
      TestRun run, TestCommand command, String from, List<ParallelChange> changes) {
    Optional<Place> one =
        command.one().or(() -> run.oneByVariable(command.command()).map(Setting::place));
    return changes.stream()
        .filter(change -> one.isPresent() && command.tests(change.folder(), from))
        .filter(change -> run.module(change.folder()).equals(run.module(from)))
        .findFirst()
        .map(change -> match(one.get(), change));
  }

  private static Match match(Place one, ParallelChange change) {
    return Match.at(
            one,
            "-p 1 runs one package at a time; "
                + change.test()
                + " still runs beside the parallel tests of its own package.")
        .with("go", change.test() + " changes its process", change.place());
  }
}
