// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import org.jspecify.annotations.Nullable;

/**
 * A client by its address alone, and the server that it speaks to. The methods of a key are written
 * out: what a record makes by itself it makes at run time, at the start of each look.
 *
 * @param clientHigh first half of the client's address, as {@link Endpoint} has it
 * @param clientLow second half
 */
public record Pair(long clientHigh, long clientLow, Endpoint server) {
  /** The pair of a connection. */
  public static Pair of(Flow flow) {
    return new Pair(flow.client().high(), flow.client().low(), flow.server());
  }

  /** The client's address in words. */
  public String client() {
    return new Endpoint(clientHigh, clientLow, 0).address();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pair pair
        && clientLow == pair.clientLow
        && clientHigh == pair.clientHigh
        && server.equals(pair.server);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(31 * clientHigh + clientLow) + server.hashCode();
  }
}
