// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import java.util.Optional;

/** Tells UTF-16 without a mark by its zero bytes: for the message, never for reading. */
final class Lookalike {
  private static final int SAMPLE = 4096;

  private Lookalike() {}

  /** UTF-16 of mostly ASCII text has a zero in nearly every second byte, and nowhere else. */
  static Optional<String> wide(byte[] raw) {
    int length = Math.min(raw.length, SAMPLE) & ~1;
    int even = 0;
    int odd = 0;
    for (int i = 0; i < length; i += 2) {
      even += raw[i] == 0 ? 1 : 0;
      odd += raw[i + 1] == 0 ? 1 : 0;
    }
    int units = length / 2;
    if (units < 4) {
      return Optional.empty();
    }
    if (odd * 2 > units && even * 20 < units) {
      return Optional.of("UTF-16LE");
    }
    return even * 2 > units && odd * 20 < units ? Optional.of("UTF-16BE") : Optional.empty();
  }

  /** The first byte from an offset on that is zero or no ASCII, else the offset. */
  static long firstBad(byte[] raw, long from) {
    for (int i = (int) from; i < raw.length; i++) {
      if (raw[i] <= 0) {
        return i;
      }
    }
    return from;
  }
}
