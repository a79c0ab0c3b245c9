// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file of {@code docker buildx bake}: which Dockerfiles are built for which platforms. */
public record BakeFile(String path, List<Target> targets) {
  private static final int MOST_PARENTS = 20;

  /** Copies the targets. */
  public BakeFile {
    targets = List.copyOf(targets);
  }

  /**
   * A target as it is written.
   *
   * @param context the folder of the build; none when the file does not say it
   * @param platforms none when it says nothing, or computes them
   */
  public record Target(
      String name,
      Optional<String> context,
      Optional<String> dockerfile,
      Optional<List<String>> platforms,
      List<String> inherits,
      Place place) {
    /** Copies the lists. */
    public Target {
      platforms = platforms.map(List::copyOf);
      inherits = List.copyOf(inherits);
    }
  }

  /** The first target that builds this Dockerfile for more than one architecture. */
  public Optional<Target> forSeveral(String dockerfile) {
    return targets.stream()
        .filter(one -> dockerfileOf(one).filter(dockerfile::equals).isPresent())
        .filter(one -> architectures(one) > 1)
        .findFirst();
  }

  /** The platforms of a target, its own or the ones that it inherits. */
  public List<String> platformsOf(Target target) {
    return chain(target).stream()
        .flatMap(one -> one.platforms().stream())
        .findFirst()
        .orElse(List.of());
  }

  private long architectures(Target target) {
    return platformsOf(target).stream()
        .map(platform -> platform.split("/", -1))
        .filter(parts -> parts.length > 1)
        .map(parts -> parts[1])
        .distinct()
        .count();
  }

  /** The Dockerfile of a target, relative to the root of the input. */
  Optional<String> dockerfileOf(Target target) {
    List<Target> chain = chain(target);
    String context = chain.stream().flatMap(one -> one.context().stream()).findFirst().orElse(".");
    String file =
        chain.stream().flatMap(one -> one.dockerfile().stream()).findFirst().orElse("Dockerfile");
    boolean known =
        !context.contains("$")
            && !file.contains("$")
            && !context.contains(":")
            && !file.startsWith("/");
    String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    return known ? Optional.of(join(folder + "/" + context + "/" + file)) : Optional.empty();
  }

  /** The path without empty parts, dots and steps upwards. */
  private static String join(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  /** The target and what it inherits from, the one that counts first. */
  private List<Target> chain(Target target) {
    List<Target> all = new ArrayList<>(List.of(target));
    Set<String> seen = new HashSet<>(Set.of(target.name()));
    for (int i = 0; i < all.size() && i < MOST_PARENTS; i++) {
      for (String parent : all.get(i).inherits().reversed()) {
        if (seen.add(parent)) {
          targets.stream().filter(one -> one.name().equals(parent)).findFirst().ifPresent(all::add);
        }
      }
    }
    return all;
  }
}
