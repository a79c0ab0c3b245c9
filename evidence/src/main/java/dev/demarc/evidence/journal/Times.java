// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import java.time.Instant;

/** Journald counts microseconds since 1970, Loki nanoseconds. */
final class Times {
  private static final long MICROS = 1_000_000;

  private Times() {}

  static Instant ofMicros(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
  }

  static long micros(Instant at) {
    return at.getEpochSecond() * MICROS + at.getNano() / 1000;
  }
}
