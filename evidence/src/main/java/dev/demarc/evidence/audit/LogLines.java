// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream, one character for each byte. A line that is longer than {@link #LONGEST}
 * is cut, so that a file without an end of line needs no memory.
 */
final class LogLines {
  /** Longest line that is kept, in bytes: a record of the kernel has at most 8,970. */
  static final int LONGEST = 1 << 15;

  private static final int BUFFER = 1 << 18;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private int number;
  private int cut;

  LogLines(InputStream in) {
    this.in = in;
  }

  /** The number of the line that was given last, from 1. */
  int number() {
    return number;
  }

  /** How many lines so far were longer than is kept. */
  int cut() {
    return cut;
  }

  /** The next line without its end; null at the end of the file. */
  @Nullable String next() throws IOException {
    int at = from;
    while (true) {
      while (at < to && buffer[at] != '\n') {
        at++;
      }
      if (at < to) {
        String line = text(from, at);
        from = at + 1;
        number++;
        return line;
      }
      if (from > 0) {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        at -= from;
        to -= from;
        from = 0;
      }
      if (to == buffer.length) { // no end in sight: keep the beginning only
        to = LONGEST + 1;
        at = to;
      }
      int read = in.read(buffer, to, buffer.length - to);
      if (read < 0) {
        if (to == from) {
          return null;
        }
        String rest = text(from, to);
        from = to;
        number++;
        return rest;
      }
      to += read;
    }
  }

  private String text(int begin, int end) {
    int last = end > begin && buffer[end - 1] == '\r' ? end - 1 : end;
    cut += last - begin > LONGEST ? 1 : 0;
    return new String(buffer, begin, Math.min(last - begin, LONGEST), StandardCharsets.ISO_8859_1);
  }
}
