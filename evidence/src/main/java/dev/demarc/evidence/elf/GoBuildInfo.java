// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.elf;

import dev.demarc.evidence.elf.ElfFile.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the Go linker writes into each executable about how it was built. It stays when the symbols
 * are stripped; a packer hides it.
 *
 * @param version of the toolchain without its {@code go}: {@code 1.26.8}; {@code devel} when it is
 *     none of a release
 * @param lines of the module information, such as {@code build\tCGO_ENABLED=1}; they may hold what
 *     someone passed to the linker, and are not to be printed as a whole
 */
public record GoBuildInfo(String version, String lines) {
  private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);

  /** Module information of the largest programs is some 100 KiB. */
  private static final int LONGEST = 1 << 20;

  private static final int HEADER = 32;
  private static final int INLINE = 2;
  private static final int SENTINEL = 16;

  /**
   * Reads it.
   *
   * @return empty when the file is no ELF file, or not of Go, or hides it
   * @throws IOException when the file cannot be read
   */
  public static Optional<GoBuildInfo> read(SeekableByteChannel file) throws IOException {
    Optional<ElfFile> elf = ElfFile.open(file);
    return elf.isEmpty() ? Optional.empty() : read(elf.get());
  }

  /** The same of a file that is open. */
  public static Optional<GoBuildInfo> read(ElfFile elf) throws IOException {
    Optional<Range> where = elf.section(".go.buildinfo").or(elf::data);
    if (where.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer bytes = elf.bytes(where.get(), LONGEST);
    int at = find(bytes, where.get().address());
    if (at < 0) {
      return Optional.empty();
    }
    boolean inline = (bytes.get(at + 15) & INLINE) != 0;
    return inline ? inline(bytes, at + HEADER) : pointers(elf, bytes, at);
  }

  /** The header is at an address that 16 divides. */
  private static int find(ByteBuffer bytes, long address) {
    int first = (int) ((16 - (address & 15)) & 15);
    for (int i = first; i + HEADER <= bytes.remaining(); i += 16) {
      int k = 0;
      while (k < MAGIC.length && bytes.get(i + k) == MAGIC[k]) {
        k++;
      }
      if (k == MAGIC.length) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<GoBuildInfo> inline(ByteBuffer bytes, int at) {
    ByteBuffer rest = bytes.duplicate().position(at);
    Optional<String> version = text(rest);
    return version.flatMap(word -> made(word, text(rest).orElse("")));
  }

  /** A length in groups of seven bits, then so many bytes. */
  private static Optional<String> text(ByteBuffer from) {
    long length = 0;
    for (int shift = 0; from.hasRemaining() && shift < 35; shift += 7) {
      byte part = from.get();
      length |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        if (length > from.remaining()) {
          return Optional.empty();
        }
        byte[] bytes = new byte[(int) length];
        from.get(bytes);
        return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return Optional.empty();
  }

  /** Go 1.13 to 1.17: the header points to two string headers, each a pointer and a length. */
  private static Optional<GoBuildInfo> pointers(ElfFile elf, ByteBuffer bytes, int at)
      throws IOException {
    int size = bytes.get(at + 14);
    if (size != 4 && size != 8) {
      return Optional.empty();
    }
    boolean big = (bytes.get(at + 15) & 1) != 0;
    ByteBuffer header =
        bytes.duplicate().order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    Optional<String> version = pointed(elf, number(header, at + 16, size), size, header.order());
    if (version.isEmpty()) {
      return Optional.empty();
    }
    long modules = number(header, at + 16 + size, size);
    return made(version.get(), pointed(elf, modules, size, header.order()).orElse(""));
  }

  private static long number(ByteBuffer from, int at, int size) {
    return size == 8 ? from.getLong(at) : Integer.toUnsignedLong(from.getInt(at));
  }

  private static Optional<String> pointed(ElfFile elf, long address, int size, ByteOrder order)
      throws IOException {
    Optional<Range> where = elf.at(address);
    if (where.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer header = elf.bytes(where.get(), 2 * size).order(order);
    if (header.remaining() < 2 * size) {
      return Optional.empty();
    }
    long length = number(header, size, size);
    Optional<Range> text = elf.at(number(header, 0, size));
    if (length < 0 || length > LONGEST || text.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer bytes = elf.bytes(text.get(), (int) length);
    return bytes.remaining() < length
        ? Optional.empty()
        : Optional.of(StandardCharsets.ISO_8859_1.decode(bytes).toString());
  }

  /** Module information stands between two marks of 16 bytes, and ends a line before the second. */
  private static Optional<GoBuildInfo> made(String version, String framed) {
    int length = framed.length();
    boolean whole = length > 2 * SENTINEL && framed.charAt(length - SENTINEL - 1) == '\n';
    String lines = whole ? framed.substring(SENTINEL, length - SENTINEL) : "";
    String first = version.split(" ", 2)[0];
    return first.matches("go1[.\\w+~-]{0,30}")
        ? Optional.of(new GoBuildInfo(first.substring(2), lines))
        : first.equals("devel") ? Optional.of(new GoBuildInfo("devel", lines)) : Optional.empty();
  }

  /** A setting of the build, such as {@code CGO_ENABLED} or {@code DefaultGODEBUG}. */
  public Optional<String> setting(String name) {
    String start = "build\t" + name + "=";
    try (Stream<String> all = lines.lines()) {
      return all.filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()))
          .findFirst();
    }
  }
}
