// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.manifest.DeclaredContainer;
import dev.demarc.evidence.manifest.DeclaredVariable;
import dev.demarc.evidence.manifest.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The watched variables of a process beside those that its container declares.
 *
 * @param differ declared one value, and started with another or with none
 * @param equal the names of those that are alike
 * @param unknown declared, and the manifest alone does not tell the value
 * @param extra set in the process; what else sets the environment may have set them
 */
record EnvironmentComparison(
    List<Difference> differ,
    List<String> equal,
    List<DeclaredVariable> unknown,
    List<String> extra) {
  /**
   * One variable.
   *
   * @param by the container or image that declares it
   * @param declared its value, empty when the manifest takes it away
   * @param actual of the process, empty when it is not set
   */
  record Difference(DeclaredContainer by, DeclaredVariable declared, Optional<String> actual) {
    String name() {
      return declared.name();
    }

    /** In words: {@code GOMAXPROCS is 4, and the process has 2}. */
    String words() {
      return name()
          + declared.value().filter(v -> !v.isEmpty()).map(v -> " is " + v).orElse(" is not set")
          + ", and the process has "
          + actual.orElse("none");
    }
  }

  /**
   * Compares.
   *
   * @param layers the container and the image below it, as far as they are given; an upper one wins
   */
  static EnvironmentComparison of(DeclaredProcess process, List<DeclaredContainer> layers) {
    EnvironmentComparison all =
        new EnvironmentComparison(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    NavigableSet<String> names =
        process.tree().variables(process.process()).orElse(new TreeSet<>()).stream()
            .filter(DeclaredVariable::isWatched)
            .collect(Collectors.toCollection(TreeSet::new));
    for (DeclaredContainer layer : layers) {
      names.addAll(layer.variables().keySet());
      layer.entry().map(Entry::sets).ifPresent(sets -> names.addAll(sets.keySet()));
    }
    names.forEach(name -> all.add(name, process.variable(name), layers));
    return all;
  }

  private void add(String name, Optional<String> actual, List<DeclaredContainer> layers) {
    for (DeclaredContainer layer : layers) {
      Optional<DeclaredVariable> declared = layer.variable(name);
      if (declared.isPresent()) {
        add(layer, declared.get(), actual);
        return;
      }
      if (!layer.elsewhere().isEmpty()) {
        break; // what comes from there wins over the image
      }
    }
    if (actual.isPresent()) {
      extra.add(name);
    }
  }

  /** A variable that is empty sets nothing: for the runtimes it is as good as none. */
  private void add(DeclaredContainer by, DeclaredVariable declared, Optional<String> actual) {
    if (!declared.isKnown()) {
      unknown.add(declared);
    } else if (declared.value().filter(value -> !value.isEmpty()).equals(actual)) {
      equal.add(declared.name());
    } else {
      differ.add(new Difference(by, declared, actual));
    }
  }

  /** What is not compared, and why: {@code GOMEMLIMIT (valueFrom resourceFieldRef)}. */
  List<String> notCompared() {
    return unknown.stream().map(one -> one.name() + " (" + one.unknown() + ")").toList();
  }
}
