// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** A flag names something that the linker cannot set. */
final class TargetNotInjectable implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("link-flags/target-not-injectable");
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
  public Reach reach() {
    return Reach.INPUT;
  }

  @Override
  public String why() {
    return "The linker can set a variable of type string that has no initialiser or a constant one."
        + " A constant has no symbol, a call writes over the value when the program starts,"
        + " another type is a link error.";
  }

  @Override
  public String fix() {
    return "Declare it as var name = \"dev\" in the package, and compute what depends on it in a"
        + " function.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Targets targets = new Targets(evidence);
    return LinkTexts.injections(evidence)
        .flatMap(one ->
            targets.of(one) instanceof Target.Found found && isRefused(found)
                ? Stream.of(match(one, found))
                : Stream.empty());
  }

  private static boolean isRefused(Target.Found found) {
    return found.variables().stream().noneMatch(one -> one.obstacle().isEmpty());
  }

  private static Match match(Injection one, Target.Found found) {
    PackageVariable variable = found.variables().getFirst();
    String message = "-X " + one.target() + " does not work: it is " + variable.obstacle() + ".";
    return Match.at(one.place(), message)
        .with("go", variable.name() + " is " + variable.obstacle(), variable.place());
  }
}
