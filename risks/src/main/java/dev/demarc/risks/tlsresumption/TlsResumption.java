// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * A TLS session is resumed from a cache that the client must have and share. crypto/tls does it
 * without OpenSSL and without any callback; what it costs when it does not happen is the key type's
 * doing.
 */
public final class TlsResumption implements Risk {
  @Override
  public String id() {
    return "tls-resumption";
  }

  @Override
  public String title() {
    return "A TLS session resumes only from a cache that lives longer than the connection";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new CachePerCall(),
        new TicketsOff(),
        new ResumeSkipsVerify(),
        new CargoCultClientCallback(),
        new NoSessionCache(),
        new NoTicket(),
        new TicketRejected(),
        new ConnectionChurn(),
        new HelloRetry(),
        new RsaFullHandshakes(),
        new Tls12Only());
  }
}
