// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

/**
 * Follows one connection. Segments come in the order of the capture; bytes come in the order of the
 * stream, each once, up to {@link TcpFlows#STREAM} of each side.
 */
public interface FlowWatch {
  /** Follows nothing. */
  FlowWatch NONE = new FlowWatch() {};

  /** A segment of either side, with or without payload; a view. Comes before its bytes. */
  default void segment(Segment segment) {}

  /** Bytes of one side's stream; a view. */
  default void bytes(Piece piece) {}

  /**
   * Bytes of one side's stream that the capture does not hold.
   *
   * @param position in the stream, from 0, at which they are missing
   */
  default void gap(Side side, long position, long length) {}

  /** Nothing more comes. */
  default void ended(FlowEnd how) {}
}
