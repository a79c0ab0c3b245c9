// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import java.util.Locale;

/** What a handshake did about resumption. */
public enum Outcome {
  /** The client said nothing of resumption: it has no session cache. */
  NOT_CAPABLE,
  /** The client can resume and had nothing to offer. */
  NO_TICKET,
  /** The client offered a session and the server made a new one. */
  REJECTED,
  /** The client offered a session and the server took it. */
  RESUMED,
  /** The capture does not hold both hellos. */
  INCOMPLETE;

  /** As a report has it: {@code not-capable}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
