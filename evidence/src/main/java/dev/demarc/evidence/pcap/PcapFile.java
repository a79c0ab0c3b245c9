// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

/** The old format: a header of 24 bytes, then records of 16 bytes and a packet. */
final class PcapFile extends PacketFile {
  private static final int MICROS = 0xa1b2c3d4;
  private static final int NANOS = 0xa1b23c4d;
  private static final int HEADER = 24;
  private static final int RECORD = 16;

  /** The upper bits say whether a frame check sequence is there, and how long it is. */
  private static final int LINK = 0x03ffffff;

  private boolean opened;
  private boolean big;
  private int fraction;
  private int link;

  PcapFile(ByteFeed feed) {
    super(feed);
  }

  /** True for a magic number in either byte order. */
  static boolean isMagic(int magic) {
    return isBig(magic) || isBig(Integer.reverseBytes(magic));
  }

  private static boolean isBig(int magic) {
    return magic == MICROS || magic == NANOS;
  }

  private boolean open() {
    if (!feed.has(HEADER)) {
      return stop(End.TRUNCATED);
    }
    int magic = Octets.i32(feed.bytes(), feed.at());
    if (!isMagic(magic)) {
      return stop(End.CORRUPT);
    }
    big = isBig(magic);
    fraction = (big ? magic : Integer.reverseBytes(magic)) == NANOS ? 1 : 1000;
    link = Octets.i32(feed.bytes(), feed.at() + 20, big) & LINK;
    feed.take(HEADER);
    opened = true;
    return true;
  }

  @Override
  boolean next(Packet into) {
    if (!opened && !open()) {
      return false;
    }
    if (!feed.has(RECORD)) {
      return stop(feed.left() == 0 ? End.WHOLE : End.TRUNCATED);
    }
    long captured = Octets.u32(feed.bytes(), feed.at() + 8, big);
    if (captured > ByteFeed.MOST - RECORD) {
      return stop(End.CORRUPT);
    }
    int whole = RECORD + (int) captured;
    if (!feed.has(whole)) {
      return stop(End.TRUNCATED);
    }
    int at = feed.at();
    long seconds = Octets.u32(feed.bytes(), at, big);
    long rest = Octets.u32(feed.bytes(), at + 4, big) * fraction;
    fill(
        into,
        link,
        seconds * 1_000_000_000L + rest,
        at + RECORD,
        (int) captured,
        Octets.u32(feed.bytes(), at + 12, big),
        feed.offset());
    feed.take(whole);
    return true;
  }
}
