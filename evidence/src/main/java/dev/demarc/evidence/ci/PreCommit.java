// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.yaml.YamlNode.Scalar;
import java.util.List;

/**
 * One hook that pre-commit runs.
 *
 * @param path of the file, relative to the root of the input
 * @param repository where the hook comes from; {@code local} for one of this repository
 * @param revision empty for a local one
 * @param entry the command of a local hook; empty if its repository says it
 */
public record PreCommit(
    String path,
    String repository,
    String revision,
    String id,
    String entry,
    List<Scalar> arguments,
    Place place) {
  /** Copies the list. */
  public PreCommit {
    arguments = List.copyOf(arguments);
  }
}
