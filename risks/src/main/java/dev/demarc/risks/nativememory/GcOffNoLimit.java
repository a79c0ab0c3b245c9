// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.nativememory;

import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.environment.Setting;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** The collector is off and no memory limit turns it on again. */
final class GcOffNoLimit implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("native-memory/gc-off-no-limit");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "With GOGC=off alone the collector never runs: the heap grows until the kernel ends the process."
        + " The pair that is meant is GOGC=off with GOMEMLIMIT, which collects only near the limit.";
  }

  @Override
  public String fix() {
    return "Set GOMEMLIMIT beside it, to what the container may use less what Go does not see, or remove it.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Variables.named(evidence, "GOGC")
        .filter(setting -> setting.is("off") && isForService(evidence, setting))
        .filter(setting ->
            evidence
                .of(Setting.class)
                .filter(other -> other.name().equals("GOMEMLIMIT") && !other.isEmpty())
                .noneMatch(other -> other.place().file().equals(setting.place().file())))
        .map(setting ->
            Match.at(
                setting.place(),
                "GOGC=off and no GOMEMLIMIT beside it: the heap is never collected."));
  }

  /** A build or a CI step ends before its memory does. */
  private static boolean isForService(Evidence evidence, Setting setting) {
    return switch (setting.source()) {
      case ENV, UNIT -> true;
      case DOCKERFILE ->
          evidence
              .of(Dockerfile.class)
              .filter(file -> file.path().equals(setting.place().file()))
              .flatMap(file -> file.finalStage().stream())
              .anyMatch(stage -> stage.scope().equals(setting.scope()));
      case CI, MAKE, SHELL, GOENV, GO -> false;
    };
  }
}
