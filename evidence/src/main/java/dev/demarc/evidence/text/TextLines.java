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
import java.util.ArrayList;
import java.util.Arrays;
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
  private final InputStream in;
  private final LinePrefix prefix = new LinePrefix();
  private byte[] buffer = new byte[1 << 20];
  private int next;
  private int filled;
  private boolean ended;
  private String broken = "";
  private int number;
  private int cut;
  private int from;
  private int to;
  private byte[] bytes = buffer;

  private TextLines(String file, InputStream in) {
    this.file = file;
    this.in = in;
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
    int end = lineEnd();
    if (end < 0) {
      return false;
    }
    number++;
    int length = end - next;
    if (length > LONGEST) {
      cut++;
    }
    bytes = buffer;
    from = next;
    to = next + Math.min(length, LONGEST);
    next = Math.min(filled, end + 1);
    skipRest();
    if (to > from && bytes[to - 1] == '\r') {
      to--;
    }
    prefix.strip(bytes, from, to);
    bytes = prefix.bytes();
    from = prefix.from();
    to = prefix.to();
    return true;
  }

  /** Where the line at {@code next} ends in the buffer; LONGEST behind it when it is longer. */
  private int lineEnd() {
    int at = next;
    while (true) {
      while (at < filled) {
        if (buffer[at] == '\n' || at - next > LONGEST) {
          return at;
        }
        at++;
      }
      if (ended) {
        return next < filled ? filled : -1;
      }
      int kept = filled - next;
      System.arraycopy(buffer, next, buffer, 0, kept);
      at -= next;
      next = 0;
      filled = kept;
      fill();
    }
  }

  private void fill() {
    try {
      int n = in.read(buffer, filled, buffer.length - filled);
      ended = n < 0;
      filled += Math.max(0, n);
    } catch (IOException reason) {
      ended = true;
      broken = String.valueOf(reason.getMessage());
    }
  }

  /** Of a line that was cut, all up to its end. */
  private void skipRest() {
    if (next == 0 || next > filled || buffer[next - 1] == '\n' || to - from < LONGEST) {
      return;
    }
    while (true) {
      while (next < filled) {
        if (buffer[next++] == '\n') {
          return;
        }
      }
      if (ended) {
        return;
      }
      // the kept part of the line moves to the front
      byte[] line = Arrays.copyOfRange(buffer, from, to);
      System.arraycopy(line, 0, buffer, 0, line.length);
      from = 0;
      to = line.length;
      next = to;
      filled = to;
      fill();
    }
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
    return number;
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
    Spot spot = Spot.line(file, number);
    return stamp().map(spot::at).orElse(spot);
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
}
