// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.text;

import dev.demarc.evidence.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of a file of any size in one buffer, as bytes: what all readers of lines have in
 * common. A longer line than is kept is cut and counted, so that a file without an end of line
 * needs no memory; a file that cannot be read on ends there.
 */
final class LineBuffer implements AutoCloseable {
  private final String file;
  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[1 << 20];
  private int next;
  private int filled;
  private boolean ended;
  private String broken = "";
  private int number;
  private int cut;
  private int from;
  private int to;

  /** So many bytes of a line are kept: less than the buffer holds. */
  LineBuffer(String file, InputStream in, int longest) {
    this.file = file;
    this.in = in;
    this.longest = longest;
  }

  /** Steps to the next line; false when there is none, also when the rest cannot be read. */
  boolean next() {
    int end = lineEnd();
    if (end < 0) {
      return false;
    }
    number++;
    int length = end - next;
    if (length > longest) {
      cut++;
    }
    from = next;
    to = next + Math.min(length, longest);
    next = Math.min(filled, end + 1);
    skipRest();
    if (to > from && buffer[to - 1] == '\r') {
      to--;
    }
    return true;
  }

  /** Where the line at {@code next} ends in the buffer; longest behind it when it is longer. */
  private int lineEnd() {
    int at = next;
    while (true) {
      while (at < filled) {
        if (buffer[at] == '\n' || at - next > longest) {
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
    if (next == 0 || next > filled || buffer[next - 1] == '\n' || to - from < longest) {
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
  byte[] bytes() {
    return buffer;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** The number of the line in the file, from 1. */
  int number() {
    return number;
  }

  /** The line, one character for each byte. */
  String text() {
    return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** What was not read of the file, so far. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    if (!broken.isEmpty()) {
      problems.add(
          new Problem(file, number, "truncated", broken, "everything behind line " + number));
    }
    if (cut > 0) {
      String text = cut + " lines are longer than " + longest + " bytes";
      problems.add(new Problem(file, 0, "parse-degraded", text, "the ends of these lines"));
    }
    return problems;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
