// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

/** Why Demarc ended a run. */
enum Cause {
  /** It did not. */
  NONE,
  /** A time-out. */
  TIMEOUT,
  /** More output than allowed. */
  OUTPUT,
  /** CPU time. */
  CPU_TIME,
  /** Memory, seen by polling. */
  MEMORY,
  /** Somebody asked for a stop. */
  STOPPED,
  /** The boundary was closed. */
  CLOSED
}
