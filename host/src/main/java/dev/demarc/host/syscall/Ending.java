// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.syscall;

/** How a process ended, from the raw status of wait4(2): a signal is never mistaken for a code. */
public sealed interface Ending {
  /** It ended by itself. */
  record Code(int code) implements Ending {}

  /** A signal ended it. */
  record Signal(int number) implements Ending {}

  /** Reads a raw status. */
  static Ending of(int status) {
    int signal = status & 0x7f;
    return signal == 0 ? new Code((status >> 8) & 0xff) : new Signal(signal);
  }
}
