// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.redaction;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pcap file without payload: headers stay, and so do the first bytes of a direction that begins
 * with a TLS handshake (the hellos are sent in clear), the five bytes of a record header, and the
 * request line that tells a remote write. Everything else becomes zeros of the same length, so that
 * sizes and times stay true.
 *
 * <p>Link types: Ethernet, raw IP, Linux cooked 1 and 2 (<a
 * href="https://www.tcpdump.org/linktypes.html">LINKTYPE_ values</a>); a packet of another one is
 * blanked whole, and one that is no IP behind its link header.
 */
public final class PacketRedactor {
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int LARGEST = 1 << 18;
  private static final int HELLOS = 8 << 10;
  private static final int FLOWS = 1 << 16;
  private static final int TLS_HEADER = 5;
  private static final int COOKED_2 = 276;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final byte[] REMOTE_WRITE =
      "POST /api/v1/write HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

  /** How many bytes of a direction have passed, when it began with a handshake; else -1. */
  private final Map<String, Integer> directions =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > FLOWS;
        }
      };

  private int link;

  /**
   * Copies a capture; of one that is cut, up to its last whole packet.
   *
   * @throws IOException when a stream fails, the input does not begin as pcap, or something in it
   *     is no packet: what came before is copied
   */
  public void copy(InputStream from, OutputStream to) throws IOException {
    DataInputStream in = new DataInputStream(from);
    byte[] header = in.readNBytes(FILE_HEADER);
    ByteOrder order = order(header);
    link = ByteBuffer.wrap(header).order(order).getInt(20) & 0xffff;
    to.write(header);
    byte[] record = new byte[RECORD_HEADER];
    long number = 0;
    while (in.readNBytes(record, 0, RECORD_HEADER) == RECORD_HEADER) {
      int length = ByteBuffer.wrap(record).order(order).getInt(8);
      number++;
      if (length < 0 || length > LARGEST) {
        throw new IOException(
            "pcap: no length of packet " + number + ", and all behind it is lost");
      }
      byte[] packet = new byte[length];
      try {
        in.readFully(packet);
      } catch (EOFException cut) {
        return;
      }
      blank(packet);
      to.write(record);
      to.write(packet);
    }
  }

  private static ByteOrder order(byte[] header) throws IOException {
    if (header.length == FILE_HEADER) {
      int magic = ByteBuffer.wrap(header).getInt(0);
      if (magic == 0xa1b2c3d4 || magic == 0xa1b23c4d) {
        return ByteOrder.BIG_ENDIAN;
      }
      if (magic == 0xd4c3b2a1 || magic == 0x4d3cb2a1) {
        return ByteOrder.LITTLE_ENDIAN;
      }
    }
    throw new IOException("no pcap file");
  }

  private void blank(byte[] packet) {
    int ip = linkHeader(packet);
    if (ip < 0 || ip >= packet.length || !isIp(packet, ip)) {
      zero(packet, Math.max(0, ip), packet.length);
      return;
    }
    int version = at(packet, ip) >> 4;
    boolean four = version == 4 && ip + 20 <= packet.length;
    boolean six = version == 6 && ip + 40 <= packet.length;
    if (four || six) {
      blankIp(packet, ip, four);
    } else {
      zero(packet, ip, packet.length);
    }
  }

  private void blankIp(byte[] packet, int ip, boolean four) {
    int end = end(packet, ip, four);
    zero(packet, end, packet.length); // padding of a short frame, which is no payload
    int protocol = at(packet, four ? ip + 9 : ip + 6);
    int transport = four ? ip + 4 * (packet[ip] & 0xf) : ip + 40;
    boolean first = !four || (word(packet, ip + 6) & 0x1fff) == 0;
    if (protocol == TCP && first && transport + 20 <= end) {
      int payload = transport + 4 * (at(packet, transport + 12) >> 4);
      String direction =
          new String(packet, four ? ip + 12 : ip + 8, four ? 8 : 32, StandardCharsets.ISO_8859_1)
              + new String(packet, transport, 4, StandardCharsets.ISO_8859_1);
      if ((at(packet, transport + 13) & 2) != 0) { // SYN: a new connection on these ports
        directions.remove(direction);
      }
      segment(packet, Math.min(payload, end), end, direction);
    } else {
      int header = protocol == UDP && first ? 8 : 0;
      zero(packet, Math.min(transport + header, packet.length), packet.length);
    }
  }

  /** Where the IP packet ends; its length is 0 when the sender's card splits it later. */
  private static int end(byte[] packet, int ip, boolean four) {
    int length = word(packet, four ? ip + 2 : ip + 4);
    int whole = length == 0 ? packet.length : ip + length + (four ? 0 : 40);
    return Math.min(packet.length, whole);
  }

  private void segment(byte[] packet, int payload, int end, String direction) {
    int length = end - payload;
    if (length <= 0) {
      return;
    }
    boolean handshake = at(packet, payload) == 0x16 && length > 1 && at(packet, payload + 1) == 3;
    int before = directions.getOrDefault(direction, handshake ? 0 : -1);
    int keep = before < 0 ? 0 : Math.max(0, Math.min(length, HELLOS - before));
    directions.put(direction, before < 0 ? -1 : Math.min(HELLOS, before + length));
    if (keep == 0 && isRecord(packet, payload)) {
      keep = Math.min(TLS_HEADER, length);
    } else if (keep == 0 && isRemoteWrite(packet, payload)) {
      keep = REMOTE_WRITE.length;
    }
    zero(packet, payload + keep, end);
  }

  private static boolean isRecord(byte[] packet, int at) {
    int type = at(packet, at);
    return type >= 20 && type <= 23 && at(packet, at + 1) == 3 && at(packet, at + 2) <= 4;
  }

  private static boolean isRemoteWrite(byte[] packet, int from) {
    for (int i = 0; i < REMOTE_WRITE.length; i++) {
      if (at(packet, from + i) != REMOTE_WRITE[i]) {
        return false;
      }
    }
    return true;
  }

  /** How long the link header is; -1 when the link type is not known. */
  private int linkHeader(byte[] packet) {
    return switch (link) {
      case 1 -> ethernet(packet);
      case 12, 14, 101, 228, 229 -> 0;
      case 0, 108 -> 4;
      case 113 -> 16;
      case COOKED_2 -> 20;
      default -> -1;
    };
  }

  private static int ethernet(byte[] packet) {
    int type = 12;
    while (isTag(word(packet, type))) {
      type += 4;
    }
    return type + 2;
  }

  private static boolean isTag(int type) {
    return type == 0x8100 || type == 0x88a8 || type == 0x9100;
  }

  /** By the type in the link header, where it has one. */
  private boolean isIp(byte[] packet, int header) {
    int type =
        switch (link) {
          case 1, 113 -> word(packet, header - 2);
          case COOKED_2 -> word(packet, 0);
          default -> IPV4;
        };
    return type == IPV4 || type == IPV6;
  }

  /** Two bytes; negative behind the end. */
  private static int word(byte[] packet, int index) {
    return at(packet, index) << 8 | at(packet, index + 1);
  }

  /** One byte; -1 behind the end. */
  private static int at(byte[] packet, int index) {
    return index < packet.length ? packet[index] & 0xff : -1;
  }

  private static void zero(byte[] packet, int from, int to) {
    for (int i = from; i < to; i++) {
      packet[i] = 0;
    }
  }
}
