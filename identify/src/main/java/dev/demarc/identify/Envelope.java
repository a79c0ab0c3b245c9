// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * What every kept file has around its values: a mark with the version of the layout, what it was
 * made under, and a checksum. The layout is in decision 006.
 */
final class Envelope {
  private static final long MAGIC = 0x44_4d_52_43_49_44_4e_02L; // DMRCIDN, version 2

  private Envelope() {}

  /**
   * Reads the values of a file.
   *
   * @param made what it must have been made under: program, catalogue, settings
   * @return nothing when it is broken, of another layout, or made under something else
   */
  static <T> Optional<T> open(byte[] content, String made, Function<PackReader, T> values) {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    try {
      int end = content.length - Long.BYTES;
      if (end < 0 || bytes.getLong() != MAGIC || bytes.getLong(end) != sum(content, end)) {
        return Optional.empty();
      }
      PackReader in = new PackReader(bytes.limit(end));
      return in.text().equals(made) ? Optional.of(values.apply(in)) : Optional.empty();
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | DateTimeException broken) {
      return Optional.empty();
    }
  }

  /** The bytes to keep. */
  static byte[] seal(String made, Consumer<PackWriter> values) {
    PackWriter out = new PackWriter();
    out.text(made);
    values.accept(out);
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
