// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.make;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.shell.ShellScript;
import java.util.List;
import java.util.Optional;

/**
 * A rule of a Makefile.
 *
 * @param recipe its lines as one script; each of them is run by a shell of its own
 * @param place of the targets
 */
public record MakeRule(
    List<String> targets, List<String> prerequisites, Optional<ShellScript> recipe, Place place) {
  /** Copies the lists. */
  public MakeRule {
    targets = List.copyOf(targets);
    prerequisites = List.copyOf(prerequisites);
  }
}
