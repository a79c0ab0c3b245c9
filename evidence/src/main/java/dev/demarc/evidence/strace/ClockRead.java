// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

/** The clocks that the vDSO reads without a system call (kernel lib/vdso/gettimeofday.c). */
final class ClockRead {
  private static final byte[] DAY = Bytes.of("gettimeofday");
  private static final byte[][] CLOCKS = {
    Bytes.of("CLOCK_REALTIME"),
    Bytes.of("CLOCK_MONOTONIC"),
    Bytes.of("CLOCK_BOOTTIME"),
    Bytes.of("CLOCK_REALTIME_COARSE"),
    Bytes.of("CLOCK_MONOTONIC_COARSE")
  };

  private ClockRead() {}

  /** Whether a call reads such a clock. */
  static boolean is(CallLine line) {
    if (isDay(line)) {
      return true;
    }
    for (byte[] clock : CLOCKS) {
      int end = line.from + clock.length;
      if (Bytes.starts(line.bytes, line.from, line.to, clock)
          && end < line.to
          && (line.bytes[end] == ',' || line.bytes[end] == ')')) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDay(CallLine line) {
    return Bytes.starts(line.bytes, line.nameFrom, line.nameTo, DAY);
  }
}
