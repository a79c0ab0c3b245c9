// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import dev.demarc.evidence.machine.Snapshot;
import java.util.Optional;

/**
 * How a process treats signals, by /proc/PID/status: bit n-1 of a mask is signal n.
 *
 * @param ignored SigIgn
 * @param blocked SigBlk, of the main thread
 * @param caught SigCgt
 */
public record SignalMasks(long ignored, long blocked, long caught) {
  /** The number of SIGTERM. */
  public static final int SIGTERM = 15;

  /** Of a process of a snapshot; empty when its status was not taken. */
  public static Optional<SignalMasks> of(Snapshot snapshot, long pid) {
    long ignored = -1;
    long blocked = -1;
    long caught = -1;
    for (String line : snapshot.lines("proc/" + pid + "/status")) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip();
      if (colon < 0 || !value.matches("[0-9a-f]{16}")) {
        continue;
      }
      long mask = Long.parseUnsignedLong(value, 16) & Long.MAX_VALUE; // signal 64 is of no interest
      switch (line.substring(0, colon)) {
        case "SigIgn" -> ignored = mask;
        case "SigBlk" -> blocked = mask;
        case "SigCgt" -> caught = mask;
        default -> {}
      }
    }
    return ignored < 0 || blocked < 0 || caught < 0
        ? Optional.empty()
        : Optional.of(new SignalMasks(ignored, blocked, caught));
  }

  private static boolean has(long mask, int signal) {
    return (mask >> (signal - 1) & 1) != 0;
  }

  /** Whether it never sees a signal. */
  public boolean ignores(int signal) {
    return has(ignored, signal);
  }

  /** Whether its main thread holds a signal back. */
  public boolean blocks(int signal) {
    return has(blocked, signal);
  }

  /** Whether it has a handler. */
  public boolean catches(int signal) {
    return has(caught, signal);
  }
}
