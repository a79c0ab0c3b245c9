// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The lines of a text of any size, one after the other, as a window on one buffer: nothing is
 * copied for a line. A line that is longer than the buffer is cut, and its rest is skipped.
 */
final class TraceLines {
  private static final int SIZE = 1 << 20;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FEEDS = 0x0a0a0a0a0a0a0a0aL;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  /** So many bytes behind a line are at hand, when the text has them. */
  private static final int AHEAD = 3;

  /** The bytes; they stay until the next call of {@link #next}. */
  final byte[] bytes = new byte[SIZE];

  /** Where the line begins. */
  int from;

  /** Where it ends, without its line feed. */
  int to;

  /** Its number, from 1. */
  int number;

  /** Whether a line feed ended it. */
  boolean isWhole;

  /** How many lines did not fit. */
  int cut;

  private final InputStream in;
  private int next;
  private int end;
  private boolean drained;

  TraceLines(InputStream in) {
    this.in = in;
  }

  /** Goes to the next line; false at the end. */
  boolean next() throws IOException {
    from = next;
    int at = find(next);
    while (at < 0 && !drained && (end < SIZE || from > 0)) {
      int known = end - from;
      fill();
      at = find(from + known);
    }
    if (at < 0 && end == from) {
      return false;
    }
    number++;
    isWhole = at >= 0;
    to = at >= 0 ? at : end;
    next = at >= 0 ? at + 1 : end;
    if (at < 0 && !drained) {
      cut++;
      skip();
    } else if (end - next < AHEAD && !drained) {
      lookAhead();
    }
    if (to > from && bytes[to - 1] == '\r') {
      to--;
    }
    return true;
  }

  /** Whether the next line is a frame of a stack, as -k writes it. */
  boolean isStackNext() {
    return end - next >= AHEAD
        && bytes[next] == ' '
        && bytes[next + 1] == '>'
        && bytes[next + 2] == ' ';
  }

  /** Eight bytes at a time: a byte that is a line feed is 0 after the exclusive or. */
  private int find(int start) {
    byte[] all = bytes;
    int stop = end;
    int i = start;
    for (; i + Long.BYTES <= stop; i += Long.BYTES) {
      long eight = (long) EIGHT.get(all, i) ^ FEEDS;
      long zeros = (eight - ONES) & ~eight & HIGHS;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    return Bytes.find(all, i, stop, (byte) '\n');
  }

  /** Moves the line to the front and reads on behind it. */
  private void fill() throws IOException {
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, end - from);
      end -= from;
      from = 0;
    }
    int n = end < SIZE ? in.read(bytes, end, SIZE - end) : 0;
    if (n < 0) {
      drained = true;
    } else {
      end += n;
    }
  }

  /** Reads on behind this line, which keeps its bytes. */
  private void lookAhead() throws IOException {
    int length = to - from;
    int rest = next - from;
    fill();
    to = from + length;
    next = from + rest;
  }

  /** Drops what is left of a line that does not fit; its beginning stays. */
  private void skip() throws IOException {
    byte[] piece = new byte[1 << 16];
    while (true) {
      int n = in.read(piece);
      if (n < 0) {
        drained = true;
        return;
      }
      for (int i = 0; i < n; i++) {
        if (piece[i] == '\n') {
          keep(piece, i + 1, n);
          return;
        }
      }
    }
  }

  /** What was read behind the end of the long line takes the place of its last bytes. */
  private void keep(byte[] piece, int start, int stop) {
    int length = stop - start;
    to = SIZE - length;
    next = to;
    System.arraycopy(piece, start, bytes, next, length);
    end = SIZE;
  }
}
