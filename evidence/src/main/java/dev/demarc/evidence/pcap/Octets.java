// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

/** Numbers in bytes. The caller has checked that they are there. */
final class Octets {
  private Octets() {}

  static int u8(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  static int i32(byte[] bytes, int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  static long i64(byte[] bytes, int at) {
    return (long) i32(bytes, at) << 32 | (i32(bytes, at + 4) & 0xffffffffL);
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
