// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import java.util.Optional;

/** The byte order marks of Unicode (The Unicode Standard, table 2-4). */
enum Mark {
  UTF_8("UTF-8", 3, 0xEFBBBFL),
  UTF_32LE("UTF-32LE", 4, 0xFFFE0000L),
  UTF_32BE("UTF-32BE", 4, 0x0000FEFFL),
  UTF_16LE("UTF-16LE", 2, 0xFFFEL),
  UTF_16BE("UTF-16BE", 2, 0xFEFFL);

  private final String charset;
  private final int length;
  private final long bytes;

  Mark(String charset, int length, long bytes) {
    this.charset = charset;
    this.length = length;
    this.bytes = bytes;
  }

  /** The charset that it announces. */
  String charset() {
    return charset;
  }

  int length() {
    return length;
  }

  /** True when the bytes hold this mark at an index. */
  boolean isAt(byte[] raw, int index) {
    if (raw.length - index < length) {
      return false;
    }
    long there = 0;
    for (int i = 0; i < length; i++) {
      there = (there << 8) | (raw[index + i] & 0xFF);
    }
    return there == bytes;
  }

  /** The mark at the start; the four bytes of UTF-32LE go before the two of UTF-16LE. */
  static Optional<Mark> startOf(byte[] raw) {
    for (Mark mark : values()) {
      if (mark.isAt(raw, 0)) {
        return Optional.of(mark);
      }
    }
    return Optional.empty();
  }
}
