// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of one input: for each folder the digests of its Go files with their stamps, the key
 * that the result depends on, and the result. It is a value; the layout is in decision 006.
 */
record Pack(Map<String, Folder> folders) {
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
    return Envelope.open(content, made, Pack::folders).orElse(EMPTY);
  }

  private static Pack folders(PackReader in) {
    Map<String, Folder> folders = new HashMap<>();
    for (int count = in.count(); count > 0; count--) {
      folders.put(in.text(), in.folder());
    }
    return new Pack(folders);
  }

  /** The bytes to keep. */
  byte[] write(String made) {
    return Envelope.seal(
        made,
        out -> {
          out.number(folders.size());
          folders.forEach((path, folder) -> {
            out.text(path);
            out.folder(folder);
          });
        });
  }
}
