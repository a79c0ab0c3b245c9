// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

/** How much may be kept of segments that came too early, over all connections. */
final class Shelf {
  private static final long MOST = 16 << 20;

  /** The one view that all streams are given by. */
  final Piece piece = new Piece();

  /** Segments whose bytes were not kept because it was full. */
  long refused;

  private long kept;

  boolean take(int bytes) {
    if (kept + bytes > MOST) {
      refused++;
      return false;
    }
    kept += bytes;
    return true;
  }

  void put(int bytes) {
    kept -= bytes;
  }
}
