// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import java.util.List;

/** What the Go source says of the target of an {@code -X}. */
sealed interface Target {
  /** Not told: a package that is not in the input, a path with a variable. */
  record Unknown() implements Target {}

  /**
   * Nothing by this name.
   *
   * @param reason what is wrong, to go after "sets nothing: "
   * @param right what was meant, when there is one candidate; empty otherwise
   */
  record Missing(String reason, String right) implements Target {}

  /** Declarations by this name; several when builds for several systems have one each. */
  record Found(List<PackageVariable> variables) implements Target {
    /** Copies the list. */
    public Found {
      variables = List.copyOf(variables);
    }
  }
}
