// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.errorlog;

import dev.demarc.evidence.capture.Spot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A line of a log that says an error of the kernel. What else it says stays in here: a rule may ask
 * whether a name is in it, and cannot print it.
 */
public final class LoggedError {
  private final Spot spot;
  private final Stamp stamp;
  private final List<Errno> errors;
  private final boolean isSetOff;
  private final Set<String> words;
  private final List<Integer> lengths;

  LoggedError(
      Spot spot,
      Stamp stamp,
      List<Errno> errors,
      boolean isSetOff,
      Set<String> words,
      List<Integer> lengths) {
    this.spot = spot;
    this.stamp = stamp;
    this.errors = List.copyOf(errors);
    this.isSetOff = isSetOff;
    this.words = Set.copyOf(words);
    this.lengths = lengths.stream().map(length -> length + 1).distinct().toList();
  }

  /** Where it is. */
  public Spot spot() {
    return spot;
  }

  /** When it says that it was written. */
  public Stamp stamp() {
    return stamp;
  }

  /** Every error that it says, in order. */
  public List<Errno> errors() {
    return errors;
  }

  /**
   * The error, when there is one alone and marks set it off; a line that says several does not tell
   * which of them is whose.
   */
  public Optional<Errno> error() {
    return errors.size() == 1 && isSetOff ? Optional.of(errors.getFirst()) : Optional.empty();
  }

  /** The name that stands in the line as a word of its own; empty when none or several do. */
  public Optional<String> named(Collection<String> names) {
    List<String> there = names.stream().filter(words::contains).toList();
    return there.size() == 1 ? Optional.of(there.getFirst()) : Optional.empty();
  }

  /** As how many bytes the program may have written it, with its line feed. */
  public List<Integer> lengths() {
    return lengths;
  }
}
