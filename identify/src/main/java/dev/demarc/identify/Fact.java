// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import java.util.Optional;

/**
 * One line of a finding's evidence. The text is what may be printed: a line of the repository as
 * its author wrote it, or, for kind {@code rule}, the id of another rule that fired at the same
 * place.
 */
public record Fact(String kind, String text, Optional<Place> place) {}
