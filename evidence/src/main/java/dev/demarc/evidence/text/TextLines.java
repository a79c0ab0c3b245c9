// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.text;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.Spot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a text of any size, one after the other, without what a carrier put before them.
 * Longer ones than {@link #LONGEST} are cut and counted. Not for several threads.
 */
public final class TextLines implements AutoCloseable {
  /** So much of a line is kept, in bytes. */
  public static final int LONGEST = 1 << 16;

  private final String file;
  private final LineBuffer lines;
  private final LinePrefix prefix = new LinePrefix();
  private byte[] bytes;
  private int from;
  private int to;

  private TextLines(String file, InputStream in) {
    this.file = file;
    lines = new LineBuffer(file, in, LONGEST);
    bytes = lines.bytes();
  }

  /** Opens a capture. */
  public static TextLines of(CaptureFile file) throws IOException {
    return new TextLines(file.name(), file.open());
  }

  /** The lines of a beginning. */
  public static TextLines of(byte[] head) {
    return new TextLines("", new ByteArrayInputStream(head));
  }

  /** Steps to the next line; false when there is none, also when the rest cannot be read. */
  public boolean next() {
    if (!lines.next()) {
      return false;
    }
    prefix.strip(lines.bytes(), lines.from(), lines.to());
    bytes = prefix.bytes();
    from = prefix.from();
    to = prefix.to();
    return true;
  }

  /** The array that holds the line between {@link #from} and {@link #to}; good until the next. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the line begins, behind what its carrier put there. */
  public int from() {
    return from;
  }

  /** Where it ends. */
  public int to() {
    return to;
  }

  /** Its number in the file, from 1. */
  public int number() {
    return lines.number();
  }

  /** Whether a carrier put something before it. */
  public boolean isCarried() {
    return prefix.isCarried();
  }

  /**
   * How many bytes the line has: as it is in the file, behind each thing that a carrier put before
   * it, and behind all. A stamp may be the program's own, so that which of them the program wrote
   * cannot be told.
   */
  public List<Integer> lengths() {
    return prefix.lengths();
  }

  /** When its carrier, or its own first word, says that it was written. */
  public Optional<Instant> stamp() {
    return prefix.stamp();
  }

  /** The line as text, one character for each byte. */
  public String text() {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Whether the line begins so. */
  public boolean startsWith(String word) {
    return startsWith(0, word);
  }

  /** Whether the line goes on so behind its first {@code at} bytes. */
  public boolean startsWith(int at, String word) {
    if (to - from - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[from + at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where this line is, with its time when it has one. */
  public Spot spot() {
    Spot spot = Spot.line(file, number());
    return stamp().map(spot::at).orElse(spot);
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
