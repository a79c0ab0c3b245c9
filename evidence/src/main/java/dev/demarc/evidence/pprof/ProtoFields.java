// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pprof;

import java.io.IOException;
import java.util.Arrays;

/**
 * Walks over the fields of one message of protocol buffers (encoding of protobuf.dev). Bytes that
 * make no sense end the walk with an error; no length is believed beyond the message.
 */
final class ProtoFields {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int number;
  private int type;
  private long value;
  private int from;
  private int to;

  ProtoFields(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /** Steps to the next field; false at the end. */
  boolean next() throws IOException {
    if (at == end) {
      return false;
    }
    long key = varint();
    number = (int) (key >>> 3);
    type = (int) (key & 7);
    if (key < 0 || key >>> 3 > Integer.MAX_VALUE || number == 0) {
      throw broken();
    }
    from = at;
    switch (type) {
      case VARINT -> value = varint();
      case FIXED_64 -> skip(8);
      case FIXED_32 -> skip(4);
      case BYTES -> {
        long length = varint();
        from = at;
        skip(length);
      }
      default -> throw broken();
    }
    to = at;
    return true;
  }

  /** The number of the field, which is its meaning. */
  int number() {
    return number;
  }

  /** Whether it is a number. */
  boolean isNumber() {
    return type == VARINT;
  }

  /** Whether it is a text, a message or packed numbers. */
  boolean isBytes() {
    return type == BYTES;
  }

  /** Its number; of another kind 0. */
  long value() {
    return isNumber() ? value : 0;
  }

  /** Its content as a message. */
  ProtoFields message() {
    return new ProtoFields(bytes, from, isBytes() ? to : from);
  }

  /** The bytes of its content; for a number those of the number. */
  byte[] content() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** How many bytes its content has. */
  int length() {
    return to - from;
  }

  /** Packed numbers hold nothing else: a text in their place is refused. */
  static void checkNumbers(byte[] packed) throws IOException {
    ProtoFields all = new ProtoFields(packed, 0, packed.length);
    while (all.at < all.end) {
      all.varint();
    }
  }

  private void skip(long length) throws IOException {
    if (length < 0 || length > end - at) {
      throw broken();
    }
    at += (int) length;
  }

  private long varint() throws IOException {
    long result = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at == end) {
        throw broken();
      }
      byte one = bytes[at++];
      result |= (one & 0x7fL) << shift;
      if (one >= 0) {
        return result;
      }
    }
    throw broken();
  }

  private IOException broken() {
    return new IOException("no profile: field at byte " + at + " makes no sense");
  }
}
