// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.capture;

import java.time.Instant;
import java.util.Optional;

/**
 * Where in a capture something was seen.
 *
 * @param file the capture's name, or the file below a bundle or the file system of a live host
 * @param line of a text, from 1; 0 when it has none
 * @param offset in bytes of a binary capture; -1 when it has none
 * @param packet number of the packet, from 1; 0 when it has none
 * @param at when, if the source has a date and a time
 */
public record Spot(String file, int line, long offset, long packet, Optional<Instant> at) {
  /** A line of a text. */
  public static Spot line(String file, int line) {
    return new Spot(file, line, -1, 0, Optional.empty());
  }

  /** A packet, whose record begins at this offset. */
  public static Spot packet(String file, long offset, long packet, Instant at) {
    return new Spot(file, 0, offset, packet, Optional.of(at));
  }

  /** A record that begins at this offset. */
  public static Spot offset(String file, long offset) {
    return new Spot(file, 0, offset, 0, Optional.empty());
  }

  /** A file as a whole, such as one of /proc. */
  public static Spot file(String file) {
    return new Spot(file, 0, -1, 0, Optional.empty());
  }

  /** The same spot with its time. */
  public Spot at(Instant time) {
    return new Spot(file, line, offset, packet, Optional.of(time));
  }
}
