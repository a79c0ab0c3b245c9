// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

/** The clocks that the vDSO reads without a system call (kernel lib/vdso/gettimeofday.c). */
enum ClockRead {
  REALTIME("CLOCK_REALTIME"),
  MONOTONIC("CLOCK_MONOTONIC"),
  BOOTTIME("CLOCK_BOOTTIME"),
  REALTIME_COARSE("CLOCK_REALTIME_COARSE"),
  MONOTONIC_COARSE("CLOCK_MONOTONIC_COARSE"),
  TIME_OF_DAY("gettimeofday");

  private static final ClockRead[] ALL = values();
  private static final byte[] DAY = Bytes.of("gettimeofday");

  private final byte[] name;

  ClockRead(String name) {
    this.name = Bytes.of(name);
  }

  /** The number of the clock that a call reads; -1 when the vDSO does not serve it. */
  static int of(CallLine line) {
    if (Bytes.starts(line.bytes, line.nameFrom, line.nameTo, DAY)) {
      return TIME_OF_DAY.ordinal();
    }
    for (ClockRead clock : ALL) {
      int end = line.from + clock.name.length;
      if (Bytes.starts(line.bytes, line.from, line.to, clock.name)
          && end < line.to
          && (line.bytes[end] == ',' || line.bytes[end] == ')')) {
        return clock.ordinal();
      }
    }
    return -1;
  }
}
