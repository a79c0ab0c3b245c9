// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.remotewrite;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * Connections between Prometheus and a receiver end for many reasons. A closed one loses nothing;
 * one that ends with a request unanswered is tried again, and may be stored twice.
 */
public final class RemoteWrite implements Risk {
  @Override
  public String id() {
    return "remote-write";
  }

  @Override
  public String title() {
    return "Connections of remote_write end, and samples come late or twice";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new ServerIdleClose(),
        new MidRequestCut(),
        new ClientTimeout(),
        new SilentIdleDrop(),
        new Blackhole(),
        new ShardsFull());
  }
}
