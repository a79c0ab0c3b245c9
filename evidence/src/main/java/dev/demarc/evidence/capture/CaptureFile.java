// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file that someone recorded. It may be larger than memory, so a reader streams it; a file that
 * gzip compressed is read as what is inside.
 *
 * @param name how a report calls it: never an absolute path
 * @param path where it lies
 */
public record CaptureFile(String name, Path path) {
  /** So much of a file decides what it is, in bytes. */
  public static final int HEAD = 256 << 10;

  private static final int BUFFER = 1 << 16;

  /** The first bytes, at most {@link #HEAD}. */
  public byte[] head() throws IOException {
    try (InputStream in = open()) {
      return in.readNBytes(HEAD);
    }
  }

  /**
   * The content from its beginning, without a large buffer of its own: a reader that takes bytes
   * one by one brings one. A cut gzip file ends with an {@link IOException} after what could be
   * read.
   */
  public InputStream open() throws IOException {
    InputStream raw = Files.newInputStream(path);
    try {
      byte[] magic = raw.readNBytes(2);
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(magic), raw);
      boolean gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
      return gzip ? new GZIPInputStream(whole, BUFFER) : rewound(raw, path);
    } catch (IOException reason) {
      raw.close();
      throw reason;
    }
  }

  /** A stream of the file system itself is faster than a joined one. */
  private static InputStream rewound(InputStream raw, Path path) throws IOException {
    raw.close();
    return Files.newInputStream(path);
  }

  /** The size on disk, in bytes. */
  public long size() throws IOException {
    return Files.size(path);
  }
}
