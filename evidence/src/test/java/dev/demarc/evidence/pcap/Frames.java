// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes packets and the files that hold them, byte by byte. */
public final class Frames {
  /** A port that opens connections. */
  public static final int CLIENT = 40000;

  /** A port that takes them. */
  public static final int SERVER = 443;

  private Frames() {}

  /** A TCP segment in IPv4. */
  public static byte[] v4(int from, int to, int id, int seq, int ack, int flags, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(40 + payload.length);
    out.put((byte) 0x45).put((byte) 0).putShort((short) (40 + payload.length));
    out.putShort((short) id)
        .putShort((short) 0x4000)
        .put((byte) 64)
        .put((byte) 6)
        .putShort((short) 0);
    out.putInt(from == SERVER ? 0x0a000002 : 0x0a000001);
    out.putInt(to == SERVER ? 0x0a000002 : 0x0a000001);
    return tcp(out, from, to, seq, ack, flags, payload);
  }

  /** A TCP segment in IPv6, behind a hop-by-hop header. */
  static byte[] v6(int from, int to, int seq, int ack, int flags, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(68 + payload.length);
    out.putInt(0x60000000).putShort((short) (28 + payload.length)).put((byte) 0).put((byte) 64);
    out.putLong(0x20010db800000000L).putLong(from == SERVER ? 2 : 1);
    out.putLong(0x20010db800000000L).putLong(to == SERVER ? 2 : 1);
    out.put((byte) 6).put((byte) 0).putShort((short) 0x0104).putInt(0);
    return tcp(out, from, to, seq, ack, flags, payload);
  }

  private static byte[] tcp(
      ByteBuffer out, int from, int to, int seq, int ack, int flags, byte[] payload) {
    out.putShort((short) from).putShort((short) to).putInt(seq).putInt(ack);
    out.put((byte) 0x50).put((byte) flags).putShort((short) 512).putInt(0).put(payload);
    return part(out);
  }

  /** The same behind a link layer header. */
  static byte[] link(int type, byte[] packet) {
    boolean six = packet[0] >> 4 == 6;
    int ether = six ? 0x86dd : 0x0800;
    ByteBuffer out = ByteBuffer.allocate(64 + packet.length);
    switch (type) {
      case 0 -> out.order(ByteOrder.LITTLE_ENDIAN).putInt(six ? 30 : 2).order(ByteOrder.BIG_ENDIAN);
      case 108 -> out.putInt(six ? 24 : 2);
      case 1 -> out.put(new byte[12]).putInt(0x88a80001).putInt(0x81000002).putShort((short) ether);
      case 113 -> out.put(new byte[14]).putShort((short) ether);
      case 276 -> out.putShort((short) ether).put(new byte[18]);
      default -> {}
    }
    return part(out.put(packet));
  }

  private static byte[] part(ByteBuffer of) {
    byte[] bytes = new byte[of.position()];
    of.flip().get(bytes);
    return bytes;
  }

  /** A pcap file of one of the four kinds; a microsecond between two packets. */
  public static byte[] pcap(ByteOrder order, boolean nanos, int link, int snap, byte[]... packets) {
    ByteBuffer out = ByteBuffer.allocate(1 << 20).order(order);
    out.putInt(nanos ? 0xa1b23c4d : 0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    out.putLong(0).putInt(snap).putInt(link);
    int at = 0;
    for (byte[] packet : packets) {
      int captured = Math.min(snap, packet.length);
      out.putInt(1_700_000_000).putInt(++at * (nanos ? 1000 : 1)).putInt(captured);
      out.putInt(packet.length).put(packet, 0, captured);
    }
    return part(out);
  }

  /** A section of a pcapng file with one interface, enhanced packets, and a secrets block. */
  static byte[] pcapng(ByteOrder order, int link, int resolution, long tick, byte[]... packets) {
    ByteBuffer out = ByteBuffer.allocate(1 << 20).order(order);
    out.putInt(0x0a0d0d0a).putInt(28).putInt(0x1a2b3c4d).putInt(1).putLong(-1).putInt(28);
    out.putInt(1).putInt(32).putShort((short) link).putShort((short) 0).putInt(0);
    out.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]);
    out.putInt(0).putInt(32);
    out.putInt(10).putInt(24).putInt(0x544c534b).putInt(4).putInt(0x55555555).putInt(24);
    for (byte[] packet : packets) {
      int padded = packet.length + 3 & ~3;
      out.putInt(6).putInt(32 + padded).putInt(0).putInt((int) (tick >>> 32)).putInt((int) tick);
      out.putInt(packet.length).putInt(packet.length).put(packet);
      out.put(new byte[padded - packet.length]).putInt(32 + padded);
    }
    return part(out);
  }

  /** One block of a pcapng file. */
  static byte[] block(ByteOrder order, int type, byte[] body) {
    int padded = body.length + 3 & ~3;
    ByteBuffer out = ByteBuffer.allocate(12 + padded).order(order);
    out.putInt(type).putInt(12 + padded).put(body).position(8 + padded);
    return part(out.putInt(12 + padded));
  }

  /** The body of a block, of numbers of 32 bits and what follows them. */
  static byte[] body(ByteOrder order, byte[] rest, int... words) {
    ByteBuffer out = ByteBuffer.allocate(4 * words.length + rest.length).order(order);
    for (int word : words) {
      out.putInt(word);
    }
    return part(out.put(rest));
  }

  /** Several arrays as one. */
  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] one : parts) {
      out.writeBytes(one);
    }
    return out.toByteArray();
  }
}
