// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Dockerfile or Containerfile: its stages, and what is known of their environment. */
public final class Dockerfile {
  private final SourceText source;
  private final Map<String, String> directives;
  private final List<Variable> globals;
  private final List<Stage> stages;
  private final List<Problem> problems;

  Dockerfile(
      SourceText source,
      Map<String, String> directives,
      List<Variable> globals,
      List<Stage> stages,
      List<Problem> problems) {
    this.source = source;
    this.directives = Map.copyOf(directives);
    this.globals = List.copyOf(globals);
    this.stages = List.copyOf(stages);
    this.problems = List.copyOf(problems);
  }

  /** Reads a text as a Dockerfile, whatever its name. */
  public static Dockerfile read(SourceText text) {
    return new Evaluator(text).read();
  }

  /** The path, relative to the root of the input. */
  public String path() {
    return source.file();
  }

  /** The text with its lines. */
  public SourceText source() {
    return source;
  }

  /** {@code syntax}, {@code escape} and {@code check}, as far as they are given. */
  public Map<String, String> directives() {
    return directives;
  }

  /** The {@code ARG}s in front of the first stage. */
  public List<Variable> globals() {
    return globals;
  }

  /** Its stages, in order. */
  public List<Stage> stages() {
    return stages;
  }

  /** What could not be read. */
  public List<Problem> problems() {
    return problems;
  }

  /** The stage that is built when no other is asked for. */
  public Optional<Stage> finalStage() {
    return stages.isEmpty() ? Optional.empty() : Optional.of(stages.getLast());
  }

  /** The stages that say {@code FROM} this one, directly. */
  public List<Stage> children(Stage stage) {
    return stages.stream()
        .filter(other -> other.parent().filter(parent -> parent == stage).isPresent())
        .toList();
  }

  /** The stages that start from this one, directly or not. */
  public List<Stage> descendants(Stage stage) {
    return stages.stream().filter(other -> other.ancestors().contains(stage)).toList();
  }

  /** This stage and all whose files it takes, by {@code FROM}, {@code COPY} or a mount. */
  public Set<Stage> needs(Stage stage) {
    Set<Stage> seen = new LinkedHashSet<>();
    Deque<Stage> open = new ArrayDeque<>(List.of(stage));
    while (!open.isEmpty()) {
      Stage next = open.pop();
      if (seen.add(next)) {
        next.parent().ifPresent(open::push);
        next.sources().forEach(from -> from.stage().ifPresent(open::push));
      }
    }
    return seen;
  }
}
