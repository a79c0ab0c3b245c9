// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

/** From a packet to its TCP segment: link layer, IPv4 or IPv6 with its extension headers, TCP. */
final class Dissection {
  private static final int NULL = 0;
  private static final int ETHERNET = 1;
  private static final int LOOP = 108;
  private static final int COOKED = 113;
  private static final int COOKED_2 = 276;

  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int TCP = 6;

  /** Tags and extension headers that one packet may stack; real ones have two. */
  private static final int MOST_HEADERS = 16;

  /** Packets of a link type that is not known here. */
  long unknownLink;

  /** Pieces of IP packets, whose TCP header is elsewhere or whose payload is not whole. */
  long fragments;

  /** Packets with a header that is cut or makes no sense. */
  long malformed;

  /** Segments of which the capture holds fewer bytes than were sent. */
  long cut;

  private byte[] bytes = new byte[0];
  private int to;
  private int ether;
  private int network;

  /** Fills in the segment; false when the packet is none. */
  boolean read(Packet packet, Segment into) {
    bytes = packet.bytes;
    to = packet.to;
    if (!link(packet)) {
      return false;
    }
    into.nanos = packet.nanos;
    into.packet = packet.number;
    into.record = packet.offset;
    into.bytes = bytes;
    // what is on the wire behind the network header's begin
    long wire = Math.max(packet.length, packet.to - packet.from) - (network - packet.from);
    return switch (ether) {
      case IPV4 -> v4(into, wire);
      case IPV6 -> v6(into, wire);
      default -> false;
    };
  }

  private boolean link(Packet packet) {
    int at = packet.from;
    return switch (packet.link) {
      case ETHERNET -> has(14, at) && tagged(Octets.u16(bytes, at + 12), at + 14);
      case COOKED -> has(16, at) && tagged(Octets.u16(bytes, at + 14), at + 16);
      case COOKED_2 -> has(20, at) && tagged(Octets.u16(bytes, at), at + 20);
      case NULL, LOOP -> has(4, at) && network(family(Octets.i32(bytes, at)), at + 4);
      case 12, 14, 101, 228, 229 -> has(1, at) && network(version(at) == 6 ? IPV6 : IPV4, at);
      default -> {
        unknownLink++;
        yield false;
      }
    };
  }

  private boolean has(int header, int at) {
    malformed += to - at < header ? 1 : 0;
    return to - at >= header;
  }

  private int version(int at) {
    return Octets.u8(bytes, at) >> 4;
  }

  /** Behind the tags of VLANs, each of two bytes and the type of what follows. */
  private boolean tagged(int first, int from) {
    int type = first;
    int at = from;
    for (int i = 0; i < MOST_HEADERS && isTag(type); i++) {
      if (!has(4, at)) {
        return false;
      }
      type = Octets.u16(bytes, at + 2);
      at += 4;
    }
    return network(type, at);
  }

  private static boolean isTag(int type) {
    return type == 0x8100 || type == 0x88a8 || type == 0x9100;
  }

  /** The address family, in the byte order of whoever captured: Linux, the BSDs, macOS. */
  private static int family(int word) {
    int value = (word & 0xffff0000) == 0 ? word : Integer.reverseBytes(word);
    return switch (value) {
      case 2 -> IPV4;
      case 10, 24, 28, 30 -> IPV6;
      default -> 0;
    };
  }

  private boolean network(int type, int at) {
    ether = type;
    network = at;
    return true;
  }

  private boolean v4(Segment into, long wire) {
    int at = network;
    if (!has(20, at)) {
      return false;
    }
    int header = (bytes[at] & 15) * 4;
    if (version(at) != 4 || header < 20) {
      malformed++;
      return false;
    }
    if (Octets.u8(bytes, at + 9) != TCP) {
      return false;
    }
    if ((Octets.u16(bytes, at + 6) & 0x3fff) != 0) {
      fragments++;
      return false;
    }
    int total = Octets.u16(bytes, at + 2);
    into.id = Octets.u16(bytes, at + 4);
    into.sourceHigh = 0;
    into.sourceLow = Endpoint.V4 | (Octets.i32(bytes, at + 12) & 0xffffffffL);
    into.targetHigh = 0;
    into.targetLow = Endpoint.V4 | (Octets.i32(bytes, at + 16) & 0xffffffffL);
    // 0: the sender's card splits it later
    return tcp(into, at + header, (total == 0 ? wire : total) - header);
  }

  private boolean v6(Segment into, long wire) {
    int at = network;
    if (!has(40, at)) {
      return false;
    }
    if (version(at) != 6) {
      malformed++;
      return false;
    }
    int payload = Octets.u16(bytes, at + 4);
    long end = payload == 0 ? wire : 40L + payload;
    int next = Octets.u8(bytes, at + 6);
    int header = at + 40;
    for (int i = 0; i < MOST_HEADERS && next != TCP; i++) {
      if (next == 44) {
        fragments++;
        return false;
      }
      if (next != 0 && next != 43 && next != 60 && next != 51) {
        return false;
      }
      if (!has(8, header)) {
        return false;
      }
      int units = Octets.u8(bytes, header + 1);
      int length = next == 51 ? (units + 2) * 4 : (units + 1) * 8;
      next = Octets.u8(bytes, header);
      header += length;
    }
    into.id = 0;
    into.sourceHigh = Octets.i64(bytes, at + 8);
    into.sourceLow = Octets.i64(bytes, at + 16);
    into.targetHigh = Octets.i64(bytes, at + 24);
    into.targetLow = Octets.i64(bytes, at + 32);
    return next == TCP && tcp(into, header, end - (header - at));
  }

  private boolean tcp(Segment into, int at, long wire) {
    int header = to - at >= 20 ? ((bytes[at + 12] >> 4) & 15) * 4 : 0;
    if (header < 20 || wire < header || wire > ByteFeed.MOST) {
      malformed++;
      return false;
    }
    into.sourcePort = Octets.u16(bytes, at);
    into.targetPort = Octets.u16(bytes, at + 2);
    into.seq = Octets.i32(bytes, at + 4);
    into.ack = Octets.i32(bytes, at + 8);
    into.flags = Octets.u8(bytes, at + 13);
    into.length = (int) wire - header;
    into.from = Math.min(at + header, to);
    into.captured = Math.min(into.length, to - into.from);
    if (into.captured < into.length) {
      cut++;
    }
    return true;
  }
}
