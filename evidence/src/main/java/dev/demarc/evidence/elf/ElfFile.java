// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables of an ELF file, read piece by piece: an executable may have hundreds of megabytes, and
 * what is asked for lies in a few kilobytes of them. Numbers that lead out of the file give empty
 * answers.
 */
public final class ElfFile {
  private static final int MAGIC = 0x7f454c46;
  private static final int MOST_SEGMENTS = 128;
  private static final int MOST_SECTIONS = 1024;
  private static final int LONGEST_NAMES = 1 << 16;
  private static final int PT_LOAD = 1;
  private static final int FLAGS_XW = 3;
  private static final int WRITABLE = 2;

  /**
   * A part of the file that has an address.
   *
   * @param address in the memory of the process
   * @param offset in the file
   * @param size in the file, bytes
   */
  public record Range(long address, long offset, long size) {}

  private final SeekableByteChannel file;
  private final boolean wide;
  private final ByteOrder order;
  private final List<Range> loaded = new ArrayList<>();
  private Optional<Range> data = Optional.empty();

  private ElfFile(SeekableByteChannel file, boolean wide, ByteOrder order) {
    this.file = file;
    this.wide = wide;
    this.order = order;
  }

  /**
   * Reads the head of a file.
   *
   * @return empty when it is no ELF file
   * @throws IOException when it cannot be read
   */
  public static Optional<ElfFile> open(SeekableByteChannel file) throws IOException {
    ByteBuffer head = piece(file, 0, 64, ByteOrder.BIG_ENDIAN);
    if (head.remaining() < 52 || head.getInt(0) != MAGIC) {
      return Optional.empty();
    }
    boolean wide = head.get(4) == 2;
    if (wide && head.remaining() < 64) {
      return Optional.empty();
    }
    ByteOrder order = head.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ElfFile elf = new ElfFile(file, wide, order);
    elf.readSegments(head.order(order));
    return Optional.of(elf);
  }

  private void readSegments(ByteBuffer head) throws IOException {
    long at = wide ? head.getLong(32) : Integer.toUnsignedLong(head.getInt(28));
    int size = Short.toUnsignedInt(head.getShort(wide ? 54 : 42));
    int count = Math.min(MOST_SEGMENTS, Short.toUnsignedInt(head.getShort(wide ? 56 : 44)));
    if (size < (wide ? 56 : 32)) {
      return;
    }
    ByteBuffer all = piece(file, at, size * count, order);
    for (int i = 0; (i + 1) * size <= all.remaining(); i++) {
      int p = i * size;
      Range range =
          wide
              ? new Range(all.getLong(p + 16), all.getLong(p + 8), all.getLong(p + 32))
              : new Range(word(all, p + 8), word(all, p + 4), word(all, p + 16));
      if (all.getInt(p) == PT_LOAD && range.size() > 0) {
        loaded.add(range);
        int flags = all.getInt(p + (wide ? 4 : 24));
        if (data.isEmpty() && (flags & FLAGS_XW) == WRITABLE) {
          data = Optional.of(range);
        }
      }
    }
  }

  private static long word(ByteBuffer from, int at) {
    return Integer.toUnsignedLong(from.getInt(at));
  }

  /**
   * The section of a name; empty when there is none or the file has no table of sections.
   *
   * @throws IOException when it cannot be read
   */
  public Optional<Range> section(String name) throws IOException {
    ByteBuffer head = piece(file, 0, wide ? 64 : 52, order);
    if (head.remaining() < (wide ? 64 : 52)) {
      return Optional.empty();
    }
    long at = wide ? head.getLong(40) : word(head, 32);
    int size = Short.toUnsignedInt(head.getShort(wide ? 58 : 46));
    int count = Math.min(MOST_SECTIONS, Short.toUnsignedInt(head.getShort(wide ? 60 : 48)));
    int names = Short.toUnsignedInt(head.getShort(wide ? 62 : 50));
    if (size < (wide ? 64 : 40) || names >= count) {
      return Optional.empty();
    }
    ByteBuffer all = piece(file, at, size * count, order);
    if ((names + 1) * size > all.remaining()) {
      return Optional.empty();
    }
    ByteBuffer texts = bytes(range(all, names * size), LONGEST_NAMES);
    for (int i = 0; (i + 1) * size <= all.remaining(); i++) {
      if (isText(texts, all.getInt(i * size), name)) {
        return Optional.of(range(all, i * size));
      }
    }
    return Optional.empty();
  }

  private Range range(ByteBuffer sections, int p) {
    return wide
        ? new Range(sections.getLong(p + 16), sections.getLong(p + 24), sections.getLong(p + 32))
        : new Range(word(sections, p + 12), word(sections, p + 16), word(sections, p + 20));
  }

  private static boolean isText(ByteBuffer texts, int at, String name) {
    byte[] wanted = (name + "\0").getBytes(StandardCharsets.US_ASCII);
    if (at < 0 || at > texts.remaining() - wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (texts.get(at + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** The first loaded segment that is writable and not executable. */
  public Optional<Range> data() {
    return data;
  }

  /** The part of the file that is at this address, up to the end of its segment. */
  public Optional<Range> at(long address) {
    for (Range range : loaded) {
      long into = address - range.address();
      if (into >= 0 && into < range.size()) {
        return Optional.of(new Range(address, range.offset() + into, range.size() - into));
      }
    }
    return Optional.empty();
  }

  /**
   * The first bytes of a part.
   *
   * @param most so many at the most
   * @throws IOException when it cannot be read
   */
  public ByteBuffer bytes(Range range, int most) throws IOException {
    return piece(file, range.offset(), (int) Math.min(most, Math.max(0, range.size())), order);
  }

  private static ByteBuffer piece(
      SeekableByteChannel file, long offset, int length, ByteOrder order) throws IOException {
    long left = offset < 0 ? 0 : file.size() - offset;
    ByteBuffer piece = ByteBuffer.allocate(Math.clamp(left, 0, length));
    if (piece.hasRemaining()) {
      file.position(offset);
      while (piece.hasRemaining() && file.read(piece) >= 0) {
        // a channel may give less than asked for
      }
    }
    return piece.flip().order(order);
  }
}
