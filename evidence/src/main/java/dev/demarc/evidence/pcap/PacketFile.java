// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import java.io.InputStream;

/** The packets of a capture, one after the other. Nothing it meets is an exception. */
abstract sealed class PacketFile permits PcapFile, PcapngFile {
  /** Why no packet follows. */
  enum End {
    /** The file is at its end. */
    WHOLE,
    /** The file ends inside a record. */
    TRUNCATED,
    /** A record makes no sense, and where the next one begins is not known. */
    CORRUPT
  }

  final ByteFeed feed;
  End end = End.WHOLE;

  /** Packets that the capturing program says it lost, if it says so. */
  long dropped;

  /** Packets of an interface that the file does not describe, or that go beyond their block. */
  long unplaced;

  long number;

  PacketFile(ByteFeed feed) {
    this.feed = feed;
  }

  /** Reads the next packet; false at the end, whose kind is then known. */
  abstract boolean next(Packet into);

  /** True for a file that begins as a pcap or pcapng file does. */
  static boolean isOne(byte[] head) {
    return head.length >= 12
        && (PcapFile.isMagic(Octets.i32(head, 0)) || PcapngFile.isBegin(head, 0));
  }

  /** Opens by content; a file of neither kind has no packets and is corrupt. */
  static PacketFile of(InputStream in) {
    ByteFeed feed = new ByteFeed(in);
    return feed.has(4) && Octets.i32(feed.bytes(), feed.at()) == PcapngFile.SECTION
        ? new PcapngFile(feed)
        : new PcapFile(feed);
  }

  /** Ends here. */
  boolean stop(End why) {
    end = feed.isBroken() ? End.TRUNCATED : why;
    return false;
  }

  void fill(Packet into, int link, long nanos, int from, int captured, long length, long offset) {
    into.link = link;
    into.nanos = nanos;
    into.bytes = feed.bytes();
    into.from = from;
    into.to = from + captured;
    into.length = length;
    into.number = ++number;
    into.offset = offset;
  }
}
