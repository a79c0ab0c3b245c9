// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The paths that git's index (versions 2 to 4) holds: files that it tracks, to which no ignore rule
 * applies. An index that is split over two files, or none at all, gives nothing.
 */
final class GitIndex {
  private static final int SIGNATURE = 0x44495243; // DIRC
  private static final int STATS = 40; // bytes before the object's name, as gitformat-index has it
  private static final int EXTENDED = 0x4000;
  private static final int MOST = 5_000_000;

  private GitIndex() {}

  /** The paths from the root of the work tree; {@code oid} is the length of an object's name. */
  static Optional<NavigableSet<String>> paths(byte[] index, int oid) {
    try {
      ByteBuffer in = ByteBuffer.wrap(index);
      int signature = in.getInt();
      int version = in.getInt();
      int count = in.getInt();
      if (signature != SIGNATURE || version < 2 || version > 4 || count < 0 || count > MOST) {
        return Optional.empty();
      }
      NavigableSet<String> paths = new TreeSet<>();
      byte[] name = {};
      for (int i = 0; i < count; i++) {
        int start = in.position();
        in.position(start + STATS + oid);
        int flags = in.getShort();
        if ((flags & EXTENDED) != 0) {
          in.getShort();
        }
        name = version == 4 ? compressed(in, name) : terminated(in);
        paths.add(new String(name, StandardCharsets.UTF_8));
        if (version < 4) {
          in.position(start + ((in.position() - 1 - start + 8) & ~7));
        }
      }
      return Optional.of(paths);
    } catch (BufferUnderflowException | IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  private static byte[] terminated(ByteBuffer in) {
    int start = in.position();
    while (in.get() != 0) {
      // the name goes on
    }
    byte[] name = new byte[in.position() - 1 - start];
    in.get(start, name);
    return name;
  }

  /** Version 4: so many bytes of the name before are dropped, and these follow. */
  private static byte[] compressed(ByteBuffer in, byte[] before) {
    int b = in.get();
    long dropped = b & 0x7f;
    while ((b & 0x80) != 0) {
      b = in.get();
      dropped = ((dropped + 1) << 7) | (b & 0x7f);
      if (dropped > before.length) {
        throw new IllegalArgumentException("more bytes dropped than there are");
      }
    }
    byte[] rest = terminated(in);
    int kept = Math.toIntExact(before.length - dropped);
    if (kept < 0) {
      throw new IllegalArgumentException("more bytes dropped than there are");
    }
    byte[] name = new byte[kept + rest.length];
    System.arraycopy(before, 0, name, 0, kept);
    System.arraycopy(rest, 0, name, kept, rest.length);
    return name;
  }
}
