// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.Set;

/**
 * The files of an input that differ from a revision: for a pull request, what its author touched.
 *
 * @param since the revision, as the user named it
 * @param files relative to the root of the input
 */
public record Changes(String since, Set<String> files) {
  /** Copies the set. */
  public Changes {
    files = Set.copyOf(files);
  }

  /** What a report leaves unsaid: findings that stand in files which did not change. */
  public record Unchanged(String since, int findings) {}

  /**
   * Whether a finding is about a changed file: it stands there, or a rule that looked at the whole
   * input has evidence from there.
   */
  boolean touch(Finding finding, boolean wholeInput) {
    return files.contains(finding.place().file())
        || (wholeInput
            && finding.evidence().stream()
                .flatMap(fact -> fact.place().stream())
                .anyMatch(place -> files.contains(place.file())));
  }
}
