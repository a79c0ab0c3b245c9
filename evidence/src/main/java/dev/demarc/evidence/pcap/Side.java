// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

/** Who sends. */
public enum Side {
  /** Who opened the connection. */
  CLIENT,
  /** Who accepted it. */
  SERVER;

  /** The one that receives. */
  public Side other() {
    return this == CLIENT ? SERVER : CLIENT;
  }
}
