// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Subject;

/** How many handshakes of a pair had one outcome, and how long they took. */
public record TlsOutcome(Subject subject, Outcome outcome, long count, String detail)
    implements Classified {
  @Override
  public String label() {
    return outcome.label();
  }
}
