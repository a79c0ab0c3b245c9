// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A flag names a package variable that does not exist. */
final class TargetMissing implements Rule {
  /** {@code -X a.b=1,c.d=2}: the comma and the rest are part of the first value. */
  private static final Pattern SECOND = Pattern.compile(",[\\w./-]+\\.\\w+=");

  @Override
  public RuleId id() {
    return RuleId.of("link-flags/target-missing");
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
    return "The linker looks the name up and passes over one that it does not find, without a word"
        + " and with exit status 0. The variable keeps its default, so that every binary"
        + " says the same version.";
  }

  @Override
  public String fix() {
    return "Name the package by its import path, or main for the main package, and a variable that"
        + " it declares. Or drop the flag: since Go 1.24 debug.ReadBuildInfo tells the"
        + " version of the module.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Targets targets = new Targets(evidence);
    return LinkTexts.injections(evidence)
        .flatMap(one ->
            targets.of(one) instanceof Target.Missing missing
                ? Stream.of(match(one, missing))
                : Stream.empty());
  }

  private static Match match(Injection one, Target.Missing missing) {
    String message = "-X " + one.target() + " sets nothing: " + missing.reason() + ".";
    Match match = Match.at(one.place(), message);
    if (missing.right().isEmpty()) {
      return match;
    }
    String fix = "Write -X " + missing.right() + "=… instead, if that is what is meant.";
    return SECOND.matcher(one.value()).find()
        ? match.remedy(
            fix + " One -X sets one name: give what stands behind the comma an -X of its own.")
        : match.remedy(fix);
  }
}
