// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in bytes. The caller has checked that they are there. */
final class Octets {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Octets() {}

  static int u8(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  static int u16(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at) & 0xffff;
  }

  static int i32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long i64(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** In the byte order of a capture. */
  static int i32(byte[] bytes, int at, boolean big) {
    int value = i32(bytes, at);
    return big ? value : Integer.reverseBytes(value);
  }

  static long u32(byte[] bytes, int at, boolean big) {
    return i32(bytes, at, big) & 0xffffffffL;
  }

  static int u16(byte[] bytes, int at, boolean big) {
    int value = u16(bytes, at);
    return big ? value : (value >> 8) | ((value & 0xff) << 8);
  }
}
