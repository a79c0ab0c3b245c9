// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

/** A range of one side's stream, as a view that the next one overwrites. */
public final class Piece {
  Side side = Side.CLIENT;
  byte[] bytes = new byte[0];
  int from;
  int length;
  long position;
  long nanos;
  long packet;
  long record;

  Piece() {}

  /** The payload of a segment. */
  void of(Segment segment) {
    set(segment.bytes, segment.from, segment.captured);
    seen(segment.nanos, segment.packet, segment.record);
  }

  void set(byte[] newBytes, int newFrom, int newLength) {
    bytes = newBytes;
    from = newFrom;
    length = newLength;
  }

  void seen(long newNanos, long newPacket, long newRecord) {
    nanos = newNanos;
    packet = newPacket;
    record = newRecord;
  }

  /** Of these bytes only so many, behind so many others. */
  void part(int skipped, int count) {
    from += skipped;
    length = count;
  }

  /** Who sent it. */
  public Side side() {
    return side;
  }

  /** The buffer with its bytes. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where it begins in the buffer. */
  public int from() {
    return from;
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** Where it begins in the stream: 0 for the first byte after the SYN, or the first seen. */
  public long position() {
    return position;
  }

  /** When the segment that carried it was seen, in nanoseconds since 1970. */
  public long nanos() {
    return nanos;
  }

  /** The number of that packet, from 1. */
  public long packet() {
    return packet;
  }

  /** Where the record of that packet begins in the file, in bytes. */
  public long record() {
    return record;
  }
}
