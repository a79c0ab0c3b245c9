// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A file that passes by in one buffer: eight bytes are looked at in one step, and a value longer
 * than the buffer is passed over without being held.
 */
final class Bytes {
  /** So much of a value can be asked for at once. */
  static final int MOST = 4096;

  private static final int SIZE = 1 << 18;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long CONTROLS = 0x20 * ONES;
  private static final long LINE_ENDS = '\n' * ONES;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final InputStream in;
  private final Ended ended;
  final byte[] buffer = new byte[SIZE + Long.BYTES];
  int at;
  int end;
  private long before;
  private boolean isOver;
  private int line = 1;

  /** What to do when the file cannot be read on. */
  interface Ended {
    void because(IOException reason);
  }

  Bytes(InputStream in, Ended ended) {
    this.in = in;
    this.ended = ended;
  }

  /** Eight bytes as a number, the first one lowest. */
  static long eight(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** The number of the line, as long as every line end is passed by {@link #lineEnd}. */
  int line() {
    return line;
  }

  long offset() {
    return before + at;
  }

  /** Makes so many bytes lie in the buffer, or all that are left; how many do. */
  int ensure(int wanted) {
    return end - at >= wanted ? wanted : refilled(wanted);
  }

  private int refilled(int wanted) {
    if (at > 0) {
      System.arraycopy(buffer, at, buffer, 0, end - at);
      before += at;
      end -= at;
      at = 0;
    }
    while (end < wanted && !isOver) {
      fill();
    }
    return Math.min(wanted, end);
  }

  /** Empties the buffer and fills it; false at the end of the file. */
  private boolean next() {
    before += end;
    at = 0;
    end = 0;
    if (!isOver) {
      fill();
    }
    return end > 0;
  }

  private void fill() {
    try {
      int n = in.read(buffer, end, SIZE - end);
      isOver = n < 0;
      end += Math.max(0, n);
      buffer[end] = '"'; // where quote stops
    } catch (IOException reason) {
      isOver = true;
      ended.because(reason);
    }
  }

  boolean isAtEnd() {
    return at == end && refilled(1) == 0;
  }

  /** The byte here, -1 at the end of the file. */
  int peek() {
    return isAtEnd() ? -1 : buffer[at] & 0xff;
  }

  /** Counts the line end that was just passed. */
  void lineEnd() {
    line++;
  }

  /**
   * Passes over the inside of a JSON string: to the quote, the backslash or the control character
   * that comes first, which is the answer; -1 at the end of the file.
   */
  int toQuote() {
    while (true) {
      int i = at;
      int safe = end - 8;
      while (i <= safe) {
        long v = (long) LONG.get(buffer, i);
        long q = v ^ QUOTES;
        long b = v ^ BACKSLASHES;
        long hit = (((q - ONES) & ~q) | ((b - ONES) & ~b) | ((v - CONTROLS) & ~v)) & HIGH;
        if (hit != 0) {
          at = i + (Long.numberOfTrailingZeros(hit) >>> 3);
          return buffer[at] & 0xff;
        }
        i += 8;
      }
      for (; i < end; i++) {
        byte c = buffer[i];
        if (c == '"' || c == '\\' || (c >= 0 && c < 0x20)) {
          at = i;
          return c;
        }
      }
      at = end;
      if (!next()) {
        return -1;
      }
    }
  }

  /**
   * Where from here the next quote of the buffer stands, or where what was read of it ends. Half as
   * much work for a byte as {@link #toQuote}.
   */
  int quote(int from) {
    int i = from;
    while (true) {
      long v = (long) LONG.get(buffer, i) ^ QUOTES;
      long hit = (v - ONES) & ~v & HIGH;
      if (hit != 0) {
        return i + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
      i += 8;
    }
  }

  /** Passes over the rest of the line and its end; false when the file ends first. */
  boolean pastLine() {
    while (true) {
      int i = lineEndFrom(at, end);
      if (i < end) {
        at = i + 1;
        line++;
        return true;
      }
      at = end;
      if (!next()) {
        return false;
      }
    }
  }

  /** Where the next line end of the buffer is, {@code to} if there is none before. */
  int lineEndFrom(int from, int to) {
    int i = from;
    while (i <= to - 8) {
      long v = (long) LONG.get(buffer, i) ^ LINE_ENDS;
      long hit = (v - ONES) & ~v & HIGH;
      if (hit != 0) {
        return i + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
      i += 8;
    }
    while (i < to && buffer[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Passes over so many bytes of any kind; false when the file ends first. */
  boolean skip(long count) {
    long left = count;
    while (true) {
      int step = (int) Math.min(left, end - at);
      for (int i = lineEndFrom(at, at + step); i < at + step; i = lineEndFrom(i + 1, at + step)) {
        line++;
      }
      at += step;
      left -= step;
      if (left == 0) {
        return true;
      }
      if (!next()) {
        return false;
      }
    }
  }
}
