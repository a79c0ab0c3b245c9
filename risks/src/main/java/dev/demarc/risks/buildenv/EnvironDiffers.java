// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.manifest.DeclaredContainer;
import dev.demarc.evidence.manifest.DeclaredContainer.Kind;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A process was started with other values of runtime variables than its manifest says. */
final class EnvironDiffers implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("build-env/environ-differs");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "A runtime takes these variables from the environment that its process was started with."
        + " Between the manifest and the process stand the image, its entry point, what admission"
        + " puts in, and the time since the last rollout: one of them decides then, and whoever"
        + " reads the manifest tunes what does not run.";
  }

  @Override
  public String fix() {
    return "Roll the manifest out when it is newer than the process; else find what sets the variable"
        + " in between (entry point, image, admission) and set it in one place.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    List<DeclaredContainer> declared = evidence.of(DeclaredContainer.class).toList();
    return declared.isEmpty()
        ? Stream.empty()
        : evidence
            .of(Watch.class)
            .flatMap(DeclaredProcess::of)
            .flatMap(process -> judge(process, declared).stream());
  }

  private static Optional<Judgement> judge(
      DeclaredProcess process, List<DeclaredContainer> declared) {
    List<ContainerChoice> layers = new ArrayList<>();
    process
        .choice(declared.stream().filter(one -> one.kind() != Kind.IMAGE).toList())
        .ifPresent(layers::add);
    process
        .choice(declared.stream().filter(one -> one.kind() == Kind.IMAGE).toList())
        .ifPresent(layers::add);
    return layers.isEmpty()
        ? Optional.empty()
        : Optional.of(new EnvironVerdict(process, layers).judgement());
  }
}
