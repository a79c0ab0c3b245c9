// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The smallest ELF files that hold what the Go linker writes. */
final class TinyElf {
  static final String MODULES =
      """
      path\texample.com/app
      build\tDefaultGODEBUG=containermaxprocs=0,updatemaxprocs=0
      build\tCGO_ENABLED=1
      build\t-ldflags=-X main.key=s3cret
      """;

  private static final long BASE = 0x400000;

  private TinyElf() {}

  /** Strings in place, as since Go 1.18. */
  static byte[] inline(boolean wide, ByteOrder order, String version) {
    byte[] framed = framed();
    byte[] word = version.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer info = ByteBuffer.allocate(4096).order(order);
    header(info, wide ? 8 : 4, 2);
    info.position(32);
    length(info, word.length);
    info.put(word);
    length(info, framed.length);
    info.put(framed);
    return file(wide, order, info.flip(), true);
  }

  /** Two pointers to string headers, as until Go 1.17; without a table of sections. */
  static byte[] pointers(boolean wide, ByteOrder order, String version) {
    byte[] framed = framed();
    byte[] word = version.getBytes(StandardCharsets.ISO_8859_1);
    int size = wide ? 8 : 4;
    ByteBuffer info = ByteBuffer.allocate(4096).order(order);
    header(info, size, order == ByteOrder.BIG_ENDIAN ? 1 : 0);
    long start = BASE + 0x1000;
    int texts = 128;
    pointer(info.position(16), size, start + 64);
    pointer(info, size, start + 96);
    pointer(info.position(64), size, start + texts);
    pointer(info, size, word.length);
    pointer(info.position(96), size, start + texts + word.length);
    pointer(info, size, framed.length);
    info.position(texts).put(word).put(framed);
    return file(wide, order, info.flip(), false);
  }

  private static byte[] framed() {
    return ("0".repeat(16) + MODULES + "1".repeat(16)).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void header(ByteBuffer info, int pointer, int flags) {
    info.put("\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1));
    info.put((byte) pointer).put((byte) flags);
  }

  private static void length(ByteBuffer to, int length) {
    int rest = length;
    while (rest >= 0x80) {
      to.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    to.put((byte) rest);
  }

  private static void pointer(ByteBuffer to, int size, long value) {
    if (size == 8) {
      to.putLong(value);
    } else {
      to.putInt((int) value);
    }
  }

  /** Head, one writable segment at 0x1000, and behind it names and a table of three sections. */
  private static byte[] file(boolean wide, ByteOrder order, ByteBuffer data, boolean sections) {
    int length = data.remaining();
    int names = 0x1000 + length;
    byte[] texts = "\0.go.buildinfo\0.shstrtab\0".getBytes(StandardCharsets.ISO_8859_1);
    int table = names + 64;
    int entry = wide ? 64 : 40;
    ByteBuffer all = ByteBuffer.allocate(table + 3 * entry).order(order);
    all.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1)});
    all.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2));
    pointer(all.position(wide ? 32 : 28), wide ? 8 : 4, wide ? 64 : 52);
    pointer(all, wide ? 8 : 4, sections ? table : 0);
    all.putShort(wide ? 54 : 42, (short) (wide ? 56 : 32));
    all.putShort(wide ? 56 : 44, (short) 1);
    all.putShort(wide ? 58 : 46, (short) entry);
    all.putShort(wide ? 60 : 48, (short) (sections ? 3 : 0));
    all.putShort(wide ? 62 : 50, (short) 2);
    int p = wide ? 64 : 52;
    all.putInt(p, 1);
    all.putInt(p + (wide ? 4 : 24), 6); // readable and writable
    int size = wide ? 8 : 4;
    pointer(all.position(p + (wide ? 8 : 4)), size, 0x1000);
    pointer(all, size, BASE + 0x1000);
    pointer(all, size, BASE + 0x1000);
    pointer(all, size, length);
    pointer(all, size, length);
    all.position(0x1000).put(data);
    all.position(names).put(texts);
    section(all, table + entry, wide, 1, BASE + 0x1000, 0x1000, length);
    section(all, table + 2 * entry, wide, 15, 0, names, texts.length);
    return all.array();
  }

  private static void section(
      ByteBuffer all, int at, boolean wide, int name, long address, long offset, long length) {
    int size = wide ? 8 : 4;
    all.putInt(at, name);
    pointer(all.position(at + (wide ? 16 : 12)), size, address);
    pointer(all, size, offset);
    pointer(all, size, length);
  }
}
