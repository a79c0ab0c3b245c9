// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * Deadlines of net/http are opt-in, one for each layer, and the zero values of its structs have
 * none. A hang in such a call shows up in a Go stack and comes from a peer that does not answer.
 */
public final class HttpTimeouts implements Risk {
  @Override
  public String id() {
    return "http-timeouts";
  }

  @Override
  public String title() {
    return "net/http waits for ever unless it is told how long";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new PkgFuncNoDeadline(),
        new ClientNoTimeout(),
        new TransportNotCloned(),
        new TransportPerCall(),
        new Http2SilentlyOff(),
        new ServeNoTimeout(),
        new ServerNoHeaderTimeout(),
        new DefaultMutated(),
        new CargoCultBareTransport(),
        new RequestStuck(),
        new TlsHandshakeStuck(),
        new HeaderReadStuck(),
        new BodyReadStuck(),
        new IdleConnectionsLeak());
  }
}
