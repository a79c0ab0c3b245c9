// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What is kept of one input: for each folder the digests of its Go files with their stamps, the key
 * that the result depends on, and the result. It is a value; the layout is in decision 006.
 */
record Pack(Map<String, Folder> folders) {
  private static final long MAGIC = 0x44_4d_52_43_49_44_4e_01L; // DMRCIDN, version 1

  static final Pack EMPTY = new Pack(Map.of());

  /** A Go file: what it held when it was read, and its stamp when that can be relied on. */
  record Source(Optional<FileStamp> stamp, String digest) {}

  /** A folder. */
  record Folder(String key, Map<String, Source> sources, Gathered gathered) {}

  /**
   * Reads a pack.
   *
   * @param made what the pack must have been made under: program, catalogue, settings
   * @return the empty one when it is broken, of another layout, or made under something else
   */
  static Pack read(byte[] content, String made) {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    try {
      int end = content.length - Long.BYTES;
      if (end < 0 || bytes.getLong() != MAGIC || bytes.getLong(end) != sum(content, end)) {
        return EMPTY;
      }
      PackReader in = new PackReader(bytes.limit(end));
      if (!in.text().equals(made)) {
        return EMPTY;
      }
      Map<String, Folder> folders = new HashMap<>();
      for (int count = in.count(); count > 0; count--) {
        folders.put(in.text(), in.folder());
      }
      return new Pack(folders);
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | DateTimeException broken) {
      return EMPTY;
    }
  }

  /** The bytes to keep. */
  byte[] write(String made) {
    PackWriter out = new PackWriter();
    out.text(made);
    out.number(folders.size());
    folders.forEach((path, folder) -> {
      out.text(path);
      out.folder(folder);
    });
    byte[] body = out.bytes();
    ByteBuffer whole = ByteBuffer.allocate(body.length + 2 * Long.BYTES);
    whole.putLong(MAGIC).put(body);
    return whole.putLong(sum(whole.array(), body.length + Long.BYTES)).array();
  }

  private static long sum(byte[] content, int end) {
    CRC32C sum = new CRC32C();
    sum.update(content, 0, end);
    return sum.getValue();
  }
}
