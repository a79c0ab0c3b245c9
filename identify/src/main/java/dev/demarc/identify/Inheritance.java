// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Inherited;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a folder sees of the facts of the folders above it: of each class the nearest ones. */
final class Inheritance {
  private final Map<String, OtherFiles> byFolder;

  Inheritance(Map<String, OtherFiles> byFolder) {
    this.byFolder = byFolder;
  }

  /** The files above a folder whose facts it sees, nearest first. */
  List<OtherFiles> above(String folder) {
    List<OtherFiles> all = new ArrayList<>();
    String at = folder;
    while (!at.isEmpty()) {
      at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
      OtherFiles files = byFolder.get(at);
      if (files != null && files.facts().stream().anyMatch(Inherited.class::isInstance)) {
        all.add(files);
      }
    }
    return all;
  }

  /** The facts that a folder inherits. */
  List<Object> of(String folder) {
    Set<Class<?>> seen = new HashSet<>(inherited(byFolder.get(folder)));
    List<Object> facts = new ArrayList<>();
    for (OtherFiles files : above(folder)) {
      files.facts().stream()
          .filter(fact -> fact instanceof Inherited && !seen.contains(fact.getClass()))
          .forEach(facts::add);
      seen.addAll(inherited(files));
    }
    return facts;
  }

  private static List<Class<?>> inherited(@Nullable OtherFiles files) {
    List<Class<?>> classes = new ArrayList<>();
    if (files != null) {
      files.facts().stream()
          .filter(Inherited.class::isInstance)
          .forEach(fact -> classes.add(fact.getClass()));
    }
    return classes;
  }
}
