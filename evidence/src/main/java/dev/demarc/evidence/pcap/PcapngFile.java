// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import java.util.ArrayList;
import java.util.List;

/**
 * The format of blocks. A section may be of the other byte order than the one before; blocks of
 * unknown types, and those that hold secrets, are passed over.
 */
final class PcapngFile extends PacketFile {
  static final int SECTION = 0x0a0d0d0a;

  private static final int ORDER = 0x1a2b3c4d;
  private static final int INTERFACE = 1;
  private static final int OLD_PACKET = 2;
  private static final int SIMPLE = 3;
  private static final int STATISTICS = 5;
  private static final int PACKET = 6;

  /** More interfaces than any machine has: what is beyond is not read. */
  private static final int MOST_INTERFACES = 4096;

  private static final int IF_DROP = 5;
  private static final int TIME_RESOLUTION = 9;
  private static final int TIME_OFFSET = 14;

  /** Of an interface that is not described well: no link type has this number. */
  private static final int NO_LINK = -1;

  /** The interfaces of this section. */
  private final List<Interface> interfaces = new ArrayList<>();

  /** What each of them lost, as far as the file has said. */
  private final List<Long> drops = new ArrayList<>();

  private boolean big;
  private boolean opened;

  PcapngFile(ByteFeed feed) {
    super(feed);
  }

  private record Interface(int link, int resolution, long offset, int snap) {}

  /** True for the begin of a section. */
  static boolean isBegin(byte[] bytes, int at) {
    if (Octets.i32(bytes, at) != SECTION) {
      return false;
    }
    int order = Octets.i32(bytes, at + 8);
    return order == ORDER || order == Integer.reverseBytes(ORDER);
  }

  @Override
  boolean next(Packet into) {
    while (feed.has(12)) {
      byte[] bytes = feed.bytes();
      int at = feed.at();
      boolean begin = isBegin(bytes, at);
      if (begin) {
        big = Octets.i32(bytes, at + 8) == ORDER;
        opened = true;
        interfaces.clear();
        drops.clear();
      } else if (!opened) {
        return stop(End.CORRUPT);
      }
      long length = Octets.u32(bytes, at + 4, big);
      if (length < 12 || length % 4 != 0) {
        return stop(End.CORRUPT);
      }
      int type = begin ? SECTION : Octets.i32(bytes, at, big);
      if (length > ByteFeed.MOST) {
        if (type == PACKET || type == SIMPLE || type == OLD_PACKET) {
          return stop(End.CORRUPT);
        }
        if (!feed.skip(length)) {
          return stop(End.TRUNCATED);
        }
        continue;
      }
      if (!feed.has((int) length)) {
        return stop(End.TRUNCATED);
      }
      at = feed.at();
      long offset = feed.offset();
      int end = at + (int) length;
      if (Octets.u32(bytes, end - 4, big) != length) {
        return stop(End.CORRUPT);
      }
      feed.take((int) length);
      if (block(type, at + 8, end - 4, offset, into)) {
        return true;
      }
    }
    return stop(feed.left() == 0 ? End.WHOLE : End.TRUNCATED);
  }

  /** True when the block was a packet. */
  private boolean block(int type, int from, int to, long offset, Packet into) {
    switch (type) {
      case INTERFACE -> addInterface(from, to);
      case STATISTICS -> addDrops(from, to);
      case PACKET -> {
        return packet(from + 20, to, (int) u32(from, to, 0), u32(from, to, 12), from, offset, into);
      }
      case OLD_PACKET -> {
        int id = to - from >= 20 ? Octets.u16(feed.bytes(), from, big) : -1;
        return packet(from + 20, to, id, u32(from, to, 12), from, offset, into);
      }
      case SIMPLE -> {
        return simple(from, to, offset, into);
      }
      default -> {}
    }
    return false;
  }

  private long u32(int from, int to, int at) {
    return to - from >= at + 4 ? Octets.u32(feed.bytes(), from + at, big) : -1;
  }

  private boolean packet(
      int bytes, int to, int id, long captured, int from, long offset, Packet into) {
    if (captured < 0 || captured > to - bytes || id < 0 || id >= interfaces.size()) {
      unplaced++;
      return false;
    }
    Interface in = interfaces.get(id);
    long ticks =
        (Octets.u32(feed.bytes(), from + 4, big) << 32) | Octets.u32(feed.bytes(), from + 8, big);
    long nanos = nanos(ticks, in.resolution) + in.offset * 1_000_000_000L;
    fill(into, in.link, nanos, bytes, (int) captured, u32(from, to, 16), offset);
    return true;
  }

  /** A packet without a time, of the first interface. */
  private boolean simple(int from, int to, long offset, Packet into) {
    long length = u32(from, to, 0);
    if (length < 0 || interfaces.isEmpty()) {
      unplaced++;
      return false;
    }
    Interface in = interfaces.getFirst();
    long most = in.snap == 0 ? length : Math.min(length, in.snap & 0xffffffffL);
    fill(into, in.link, 0, from + 4, (int) Math.min(most, to - from - 4), length, offset);
    return true;
  }

  private void addInterface(int from, int to) {
    if (interfaces.size() >= MOST_INTERFACES) {
      return;
    }
    drops.add(0L);
    if (to - from < 8) { // its number is taken all the same
      interfaces.add(new Interface(NO_LINK, 0, 0, 0));
      return;
    }
    byte[] bytes = feed.bytes();
    int resolution = 6;
    long seconds = 0;
    int at = from + 8;
    while (to - at >= 4) {
      int code = Octets.u16(bytes, at, big);
      int length = Octets.u16(bytes, at + 2, big);
      if (code == 0 || length > to - at - 4) {
        break;
      }
      if (code == TIME_RESOLUTION && length >= 1) {
        resolution = bytes[at + 4] & 0xff;
      } else if (code == TIME_OFFSET && length >= 8) {
        seconds = i64(at + 4);
      }
      at += 4 + ((length + 3) & ~3);
    }
    interfaces.add(
        new Interface(
            Octets.u16(bytes, from, big), resolution, seconds, Octets.i32(bytes, from + 4, big)));
  }

  /** An interface counts on from its first packet: of several blocks the largest number is it. */
  private void addDrops(int from, int to) {
    int id = (int) u32(from, to, 0);
    if (id < 0 || id >= drops.size()) {
      return;
    }
    int at = from + 12;
    while (to - at >= 4) {
      int code = Octets.u16(feed.bytes(), at, big);
      int length = Octets.u16(feed.bytes(), at + 2, big);
      if (code == 0 || length > to - at - 4) {
        return;
      }
      if (code == IF_DROP && length >= 8) {
        long more = Math.max(0, i64(at + 4) - drops.get(id));
        drops.set(id, drops.get(id) + more);
        dropped += more;
      }
      at += 4 + ((length + 3) & ~3);
    }
  }

  private long i64(int at) {
    long value = Octets.i64(feed.bytes(), at);
    return big ? value : Long.reverseBytes(value);
  }

  /**
   * Nanoseconds of a clock's ticks.
   *
   * @param resolution of if_tsresol: a power of ten, or with the top bit set a power of two, of
   *     parts of a second
   */
  static long nanos(long ticks, int resolution) {
    int power = resolution & 0x7f;
    if ((resolution & 0x80) != 0) {
      if (power > 63) {
        return 0;
      }
      long seconds = power == 0 ? ticks : ticks >>> power;
      long part = power == 0 ? 0 : ticks << (64 - power);
      return seconds * 1_000_000_000L + Math.unsignedMultiplyHigh(part, 1_000_000_000L);
    }
    long nanos = ticks;
    for (int i = power; i < 9; i++) {
      nanos *= 10;
    }
    for (int i = 9; i < power && i < 40; i++) {
      nanos = Long.divideUnsigned(nanos, 10);
    }
    return nanos;
  }
}
