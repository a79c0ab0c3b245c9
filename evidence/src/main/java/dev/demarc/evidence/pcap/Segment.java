// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

/**
 * One TCP segment, as a view that the next one overwrites: whoever is shown it copies what it
 * keeps. Its payload's length is the one on the wire; fewer bytes of it may be in the capture.
 */
public final class Segment {
  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int ACK = 16;

  Side side = Side.CLIENT;
  long nanos;
  long packet;
  long record;
  int seq;
  int ack;
  int flags;
  byte[] bytes = new byte[0];
  int from;
  int captured;
  int length;
  int fresh;
  boolean keepAlive;
  boolean ahead;

  // the ends, before it is known who is the client
  long sourceHigh;
  long sourceLow;
  int sourcePort;
  long targetHigh;
  long targetLow;
  int targetPort;
  int id;

  Segment() {}

  /** Who sent it. */
  public Side side() {
    return side;
  }

  /** When it was seen, in nanoseconds since 1970. */
  public long nanos() {
    return nanos;
  }

  /** The number of its packet in the file, from 1. */
  public long packet() {
    return packet;
  }

  /** Where the record of its packet begins in the file, in bytes. */
  public long record() {
    return record;
  }

  /** Its sequence number, as on the wire: it wraps. */
  public int seq() {
    return seq;
  }

  /** What it acknowledges, if {@link #hasAck}. */
  public int ack() {
    return ack;
  }

  /** True when it acknowledges. */
  public boolean hasAck() {
    return (flags & ACK) != 0;
  }

  /** True when it opens a connection, or answers to that. */
  public boolean isSyn() {
    return (flags & SYN) != 0;
  }

  /** True when its sender will send no more. */
  public boolean isFin() {
    return (flags & FIN) != 0;
  }

  /** True when it resets the connection. */
  public boolean isReset() {
    return (flags & RST) != 0;
  }

  /** The length of its payload on the wire, in bytes. */
  public int length() {
    return length;
  }

  /** How many bytes of its payload nobody has sent before; 0 for a retransmission. */
  public int fresh() {
    return fresh;
  }

  /** True when it has payload and all of it was sent before. */
  public boolean isRetransmission() {
    return length > 0 && fresh == 0 && !keepAlive;
  }

  /** True for a probe of a quiet connection: nothing, or one byte that was sent before. */
  public boolean isKeepAlive() {
    return keepAlive;
  }

  /** True when something before it is missing so far. */
  public boolean isAhead() {
    return ahead;
  }

  /** The buffer with its payload. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where its payload begins in the buffer. */
  public int from() {
    return from;
  }

  /** How many bytes of its payload are in the capture. */
  public int captured() {
    return captured;
  }
}
