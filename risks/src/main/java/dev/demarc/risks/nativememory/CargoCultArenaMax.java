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
import java.util.Optional;
import java.util.stream.Stream;

/** A tunable of glibc is set for programs that are built without C. */
final class CargoCultArenaMax implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("native-memory/cargo-cult-arena-max");
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
  public String why() {
    return "MALLOC_ARENA_MAX and GLIBC_TUNABLES are read by malloc of glibc. A Go program that is built with"
        + " CGO_ENABLED=0 never calls it: its heap is Go's own.";
  }

  @Override
  public String fix() {
    return "Remove it, or keep it in the image of the program that uses glibc.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(Setting.class)
        .filter(CargoCultArenaMax::isTunable)
        .flatMap(setting -> pure(evidence, setting).or(() -> base(evidence, setting)).stream());
  }

  /** Programs of this environment are built without C. */
  private static Optional<Match> pure(Evidence evidence, Setting setting) {
    return evidence
        .of(Setting.class)
        .filter(other -> other.name().equals("CGO_ENABLED") && other.is("0"))
        .filter(other -> Variables.meet(setting, other))
        .findFirst()
        .map(other ->
            Match.at(
                    setting.place(),
                    setting.name()
                        + " is read by glibc alone, and CGO_ENABLED=0 builds programs without it.")
                .with("env", "CGO_ENABLED=0", other.place()));
  }

  /** The image of this stage has no glibc. */
  private static Optional<Match> base(Evidence evidence, Setting setting) {
    return evidence
        .of(Dockerfile.class)
        .filter(file -> file.path().equals(setting.place().file()))
        .flatMap(file -> file.stages().stream())
        .filter(stage -> stage.scope().equals(setting.scope()))
        .map(stage -> stage.image().text())
        .filter(CargoCultArenaMax::isWithoutGlibc)
        .findFirst()
        .map(image ->
            Match.at(
                setting.place(),
                setting.name() + " is read by glibc alone, and the image " + image + " has none."));
  }

  private static boolean isWithoutGlibc(String image) {
    return image.equals("scratch")
        || image.contains("alpine")
        || image.contains("distroless/static")
        || image.contains("-musl");
  }

  private static boolean isTunable(Setting setting) {
    return setting.name().equals("MALLOC_ARENA_MAX")
        || (setting.name().equals("GLIBC_TUNABLES") && setting.value().contains("glibc.malloc."));
  }
}
