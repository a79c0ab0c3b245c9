// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.udploss;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * Datagrams that arrived at the host and never in a program: the kernel drops them at a socket
 * whose reader is too slow, counts them, and tells nobody.
 */
public final class UdpLoss implements Risk {
  @Override
  public String id() {
    return "udp-loss";
  }

  @Override
  public String title() {
    return "The kernel drops datagrams that a program reads too late";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new SocketDropping(),
        new DropsUnattributed(),
        new DropsHistoric(),
        new MemoryExhausted(),
        new BufferNearLimit());
  }
}
