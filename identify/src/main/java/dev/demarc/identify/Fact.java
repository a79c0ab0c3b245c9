// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import java.util.Optional;

/**
 * One line of a finding's evidence. The text is what may be printed: a line of the repository as
 * its author wrote it, what a reader of captures lets through, or, for kind {@code rule}, the id of
 * another rule that fired at the same place.
 *
 * @param place where in a text file
 * @param spot where in a capture
 */
public record Fact(String kind, String text, Optional<Place> place, Optional<Spot> spot) {
  /** A fact of a source file. */
  public Fact(String kind, String text, Optional<Place> place) {
    this(kind, text, place, Optional.empty());
  }

  /** A fact of a capture. */
  public static Fact of(Sighting seen) {
    return new Fact(seen.kind(), seen.text(), Optional.empty(), Optional.of(seen.spot()));
  }
}
