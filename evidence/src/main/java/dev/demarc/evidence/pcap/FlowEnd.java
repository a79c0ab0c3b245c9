// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

/** Why nothing more of a connection follows. */
public enum FlowEnd {
  /** Both sides said that they send no more. */
  CLOSED,
  /** One side reset it. */
  RESET,
  /** The same addresses and ports opened another one. */
  REPLACED,
  /** It was the quietest when there were too many to follow. */
  EVICTED,
  /** The capture ends. */
  CAPTURE_END
}
