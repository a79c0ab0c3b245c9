// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a container starts, behind {@code env}, {@code sh -c} and the like.
 *
 * @param arguments the program and what may be shown of its arguments, as {@link
 *     dev.demarc.evidence.process.ProcessRedaction#arguments} keeps those of a process
 * @param isCertain false when the image may start something else and take this for its arguments
 * @param sets what the command itself makes of watched variables
 * @param clears the line of an {@code env -i}, behind which nothing else is set; 0 for none
 * @param opaque why the command may set more than can be read of it; empty when it cannot
 */
public record Entry(
    List<String> arguments,
    boolean isCertain,
    SequencedMap<String, DeclaredVariable> sets,
    int clears,
    String opaque) {
  /** Copies the collections. */
  public Entry {
    arguments = List.copyOf(arguments);
    sets = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sets));
  }

  /** What the command makes of a variable; empty when it leaves it as it is. */
  Optional<DeclaredVariable> variable(String name) {
    DeclaredVariable own = sets.get(name);
    if (own == null && clears > 0) {
      return Optional.of(DeclaredVariable.unset(name, clears));
    }
    return Optional.ofNullable(own);
  }

  /** The program; empty when the command cannot be read. */
  public String program() {
    return arguments.isEmpty() ? "" : arguments.getFirst();
  }
}
