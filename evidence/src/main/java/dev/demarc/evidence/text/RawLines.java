// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.text;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
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

  private final LineBuffer lines;

  private RawLines(LineBuffer lines) {
    this.lines = lines;
  }

  /** Opens a capture. */
  public static RawLines of(CaptureFile file) throws IOException {
    return new RawLines(new LineBuffer(file.name(), file.open(), LONGEST));
  }

  /** The number of the line that was given last, from 1. */
  public int number() {
    return lines.number();
  }

  /** The next line without its end; null when there is none, also when the rest cannot be read. */
  public @Nullable String next() {
    return lines.next() ? lines.text() : null;
  }

  /** What was not read of the file, so far. */
  public List<Problem> problems() {
    return lines.problems();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
