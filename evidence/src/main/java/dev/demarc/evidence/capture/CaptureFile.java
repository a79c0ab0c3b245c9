// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.capture;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A file that someone recorded. It may be larger than memory, so a reader streams it; a file that
 * gzip compressed is read as what is inside.
 *
 * @param name how a report calls it: never an absolute path
 * @param path where it lies
 * @param seen when this run looked at it, if it is the state of something that goes on; empty of
 *     what someone recorded
 */
public record CaptureFile(String name, Path path, Optional<Instant> seen) {
  /** So much of a file decides what it is, in bytes. */
  public static final int HEAD = 256 << 10;

  private static final int BUFFER = 1 << 16;

  /** A file that someone recorded. */
  public CaptureFile(String name, Path path) {
    this(name, path, Optional.empty());
  }

  /** The same file, as this run looks at it now. */
  public CaptureFile seen(Instant at) {
    return new CaptureFile(name, path, Optional.of(at));
  }

  /**
   * The first bytes, at most {@link #HEAD}.
   *
   * @throws IOException when the file cannot be read
   */
  public byte[] head() throws IOException {
    try (InputStream in = open()) {
      return in.readNBytes(HEAD);
    }
  }

  /**
   * The content from its beginning, without a large buffer of its own: a reader that takes bytes
   * one by one brings one. A gzip file that is cut or damaged ends there as if it were whole, so
   * that all before it is read: {@link #damage} tells.
   *
   * @throws IOException when the file cannot be read
   */
  public InputStream open() throws IOException {
    InputStream raw = Files.newInputStream(path);
    try {
      byte[] magic = raw.readNBytes(2);
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(magic), raw);
      boolean gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
      return gzip ? unpacked(whole, path) : rewound(raw, path);
    } catch (IOException reason) {
      raw.close();
      throw reason;
    }
  }

  /** What has the first two bytes of gzip and no header behind them is taken as it is. */
  private static InputStream unpacked(InputStream packed, Path path) throws IOException {
    try {
      return new Unpacked(packed);
    } catch (EOFException | ZipException noHeader) {
      return rewound(packed, path);
    }
  }

  /**
   * How the gzip around a capture is cut or damaged, in words; empty when it is not, or none. It
   * unpacks the file to its end.
   *
   * @throws IOException when the file cannot be read
   */
  public Optional<String> damage() throws IOException {
    try (InputStream in = open()) {
      if (in instanceof Unpacked unpacked) {
        unpacked.transferTo(OutputStream.nullOutputStream());
        return Optional.ofNullable(unpacked.damage);
      }
      return Optional.empty();
    }
  }

  /** What is inside, up to where the packing is damaged. */
  private static final class Unpacked extends GZIPInputStream {
    private @Nullable String damage;

    Unpacked(InputStream packed) throws IOException {
      super(packed, BUFFER);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (damage != null) {
        return -1;
      }
      try {
        return super.read(into, from, length);
      } catch (EOFException | ZipException broken) {
        damage = String.valueOf(broken.getMessage());
        return -1;
      }
    }
  }

  /** A stream of the file system itself is faster than a joined one. */
  private static InputStream rewound(InputStream raw, Path path) throws IOException {
    raw.close();
    return Files.newInputStream(path);
  }

  /**
   * The size on disk, in bytes.
   *
   * @throws IOException when the file has gone
   */
  public long size() throws IOException {
    return Files.size(path);
  }
}
