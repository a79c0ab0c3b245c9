// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Place;
import java.util.Set;

/**
 * One instruction's word on one variable.
 *
 * @param value for an {@code ARG} its default, which the command line may replace
 * @param stage the index of the stage that holds it, -1 in front of all stages
 * @param order the {@linkplain Instruction#order() order} of its instruction
 */
public record Variable(String name, Value value, Origin origin, int stage, int order, Pair pair) {
  private static final Set<String> PLATFORM =
      Set.of(
          "TARGETPLATFORM",
          "TARGETOS",
          "TARGETARCH",
          "TARGETVARIANT",
          "TARGETOSVERSION",
          "TARGETSTAGE",
          "BUILDPLATFORM",
          "BUILDOS",
          "BUILDARCH",
          "BUILDVARIANT",
          "BUILDOSVERSION");

  /** Where a value comes from. */
  public enum Origin {
    /** {@code ENV}: for the build and for the container. */
    ENV,
    /** {@code ARG} of a stage: for the build only. */
    ARG,
    /** {@code ARG} in front of the first stage, also when a stage declares it again. */
    GLOBAL_ARG,
    /** {@code ARG} of a variable that BuildKit sets, such as {@code TARGETARCH}. */
    PLATFORM
  }

  /** True for what BuildKit sets for a build; a stage sees it only behind an {@code ARG}. */
  public static boolean isPlatform(String name) {
    return PLATFORM.contains(name);
  }

  /** Of name and value. */
  public Place place() {
    return pair.place();
  }

  /** True when it stays in the image. */
  public boolean isEnv() {
    return origin == Origin.ENV;
  }
}
