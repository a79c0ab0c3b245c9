// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import java.io.ByteArrayOutputStream;

/** The first bytes of a stream, up to a limit. */
final class Capture {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long limit;
  private boolean truncated;

  Capture(long limit) {
    this.limit = limit;
  }

  void add(byte[] chunk) {
    int room = (int) Math.min(chunk.length, limit - bytes.size());
    bytes.write(chunk, 0, room);
    truncated |= room < chunk.length;
  }

  boolean truncated() {
    return truncated;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
