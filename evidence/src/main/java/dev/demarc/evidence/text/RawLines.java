// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.text;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text of any size as they stand, with what a carrier put before them, one character
 * for each byte. A line that is longer than {@link #LONGEST} is cut and counted, so that a file
 * without an end of line needs no memory; a file that cannot be read on ends there. Not for several
 * threads.
 */
public final class RawLines implements AutoCloseable {
  /** Longest line that is kept, in bytes: a record of the kernel has at most 8,970. */
  public static final int LONGEST = 1 << 15;

  private static final int BUFFER = 1 << 18;

  private final String file;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private int number;
  private int cut;
  private String broken = "";

  private RawLines(String file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Opens a capture. */
  public static RawLines of(CaptureFile file) throws IOException {
    return new RawLines(file.name(), file.open());
  }

  /** The number of the line that was given last, from 1. */
  public int number() {
    return number;
  }

  /** The next line without its end; null when there is none, also when the rest cannot be read. */
  public @Nullable String next() {
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
      int read = fill();
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

  private int fill() {
    try {
      return broken.isEmpty() ? in.read(buffer, to, buffer.length - to) : -1;
    } catch (IOException reason) {
      broken = String.valueOf(reason.getMessage());
      return -1;
    }
  }

  /** What was not read of the file, so far. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    if (!broken.isEmpty()) {
      problems.add(
          new Problem(file, number, "truncated", broken, "everything behind line " + number));
    }
    if (cut > 0) {
      String text = cut + " lines are longer than " + LONGEST + " bytes";
      problems.add(new Problem(file, 0, "parse-degraded", text, "the ends of these lines"));
    }
    return problems;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private String text(int begin, int end) {
    int last = end > begin && buffer[end - 1] == '\r' ? end - 1 : end;
    cut += last - begin > LONGEST ? 1 : 0;
    return new String(buffer, begin, Math.min(last - begin, LONGEST), StandardCharsets.ISO_8859_1);
  }
}
