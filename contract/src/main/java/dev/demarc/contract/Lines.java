// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of lines of a text.
 *
 * @param pattern every line must match (find, as JSON Schema does)
 * @param terminator allowed line ends
 * @param finalNewlineRequired whether the last line must be ended
 */
public record Lines(
    Optional<Pattern> pattern, Input.Terminator terminator, boolean finalNewlineRequired) {
  /** Any lines at all. */
  public static final Lines ANY = new Lines(Optional.empty(), Input.Terminator.ANY, false);
}
