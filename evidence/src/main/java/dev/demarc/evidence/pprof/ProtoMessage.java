// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pprof;

import java.io.ByteArrayOutputStream;

/** A message of protocol buffers that is being written. */
final class ProtoMessage {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void number(int field, long value) {
    if (value != 0) { // the default is not written
      varint((long) field << 3);
      varint(value);
    }
  }

  /** A number of a list, where a zero counts too. */
  void numberAsWritten(int field, long value) {
    varint((long) field << 3);
    varint(value);
  }

  void bytes(int field, byte[] content) {
    varint(((long) field << 3) | 2);
    varint(content.length);
    out.writeBytes(content);
  }

  void message(int field, ProtoMessage content) {
    bytes(field, content.toBytes());
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
