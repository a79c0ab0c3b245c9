// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

/** Reads numbers out of a message; past its end it gives 0 and says that it failed. */
final class Cursor {
  static final int TLS13 = 0x0304;
  static final int SESSION_TICKET = 35;
  static final int PRE_SHARED_KEY = 41;
  static final int EARLY_DATA = 42;
  static final int VERSIONS = 43;
  static final int MODES = 45;

  private final byte[] bytes;
  private int end;
  private int at;
  private boolean failed;

  Cursor(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.at = from;
    this.end = from + length;
  }

  int at() {
    return at;
  }

  int left() {
    return end - at;
  }

  boolean failed() {
    return failed;
  }

  int u8() {
    if (left() < 1) {
      failed = true;
      return 0;
    }
    return bytes[at++] & 0xff;
  }

  int u16() {
    int high = u8();
    return (high << 8) | u8();
  }

  void skip(int count) {
    to(at + count);
  }

  void to(int position) {
    failed |= position > end;
    at = Math.min(position, end);
  }

  /** Ends after so many bytes from here. */
  void limit(int count) {
    failed |= count > left();
    end = Math.min(end, at + count);
  }
}
