// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of one text file with its lines. Readers work on byte offsets; this turns an offset
 * into a line and a column. Bytes that are no UTF-8 count as one column each.
 */
public final class SourceText {
  private static final int STRIDE = 1024;

  private final String file;
  private final byte[] bytes;
  private final int[] starts;
  private final int lines;
  private volatile int[] marks = {};

  /** Takes the bytes, which must not change any more. */
  public SourceText(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
    int count = 1;
    for (byte b : bytes) {
      if (b == '\n') {
        count++;
      }
    }
    int[] found = new int[count];
    int next = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        found[next++] = i + 1;
      }
    }
    this.starts = found;
    this.lines = count;
  }

  /** The path of the file, relative to the root of the input. */
  public String file() {
    return file;
  }

  /** The bytes; not a copy, so hands off. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many lines there are; an empty file has one. */
  public int lines() {
    return lines;
  }

  /** The line that holds the byte at {@code offset}, from 1. */
  public int line(int offset) {
    int at = Arrays.binarySearch(starts, offset);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** The column of the byte at {@code offset} in UTF-16 code units, from 1. */
  public int column(int offset) {
    int start = starts[line(offset) - 1];
    return offset - start <= STRIDE
        ? 1 + units(start, offset)
        : 1 + unitsBefore(offset) - unitsBefore(start);
  }

  private int units(int from, int to) {
    int units = 0;
    for (int i = from; i < to && i < bytes.length; i++) {
      int b = bytes[i] & 0xff;
      if (b < 0x80 || b >= 0xc0) {
        units += b >= 0xf0 ? 2 : 1;
      }
    }
    return units;
  }

  /** Counts from the nearest mark, so that a line of megabytes costs no more than others. */
  private int unitsBefore(int offset) {
    int[] known = marks;
    if (known.length == 0) {
      known = new int[bytes.length / STRIDE + 1];
      for (int i = 1; i < known.length; i++) {
        known[i] = known[i - 1] + units((i - 1) * STRIDE, i * STRIDE);
      }
      marks = known;
    }
    int mark = Math.min(offset / STRIDE, known.length - 1);
    return known[mark] + units(mark * STRIDE, offset);
  }

  /** The range from byte {@code start} to before byte {@code end}. */
  public Place place(int start, int end) {
    return new Place(file, line(start), column(start), line(end), column(end));
  }

  /** The text between two byte offsets. */
  public String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** The text of a line without its end; empty for a line that does not exist. */
  public String lineText(int line) {
    return line < 1 || line > lines ? "" : text(lineStart(line), lineEnd(line));
  }

  /** The offset at which a line begins; the line must exist. */
  public int lineStart(int line) {
    return starts[line - 1];
  }

  /** The offset behind the last byte of a line, before its end; the line must exist. */
  public int lineEnd(int line) {
    int start = starts[line - 1];
    int end = line < lines ? starts[line] - 1 : bytes.length;
    return end > start && bytes[end - 1] == '\r' ? end - 1 : end;
  }
}
