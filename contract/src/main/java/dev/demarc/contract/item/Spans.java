// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** The sound rows of a text: where each is, its number and its width, in a few plain arrays. */
final class Spans {
  private static final int PARTS = 4;

  private int[] parts = new int[PARTS * 64];
  private int size;

  void add(int start, int next, int number, int fields) {
    if (size * PARTS == parts.length) {
      parts = Arrays.copyOf(parts, Math.multiplyExact(parts.length, 2));
    }
    int at = size++ * PARTS;
    parts[at] = start;
    parts[at + 1] = next;
    parts[at + 2] = number;
    parts[at + 3] = fields;
  }

  int size() {
    return size;
  }

  int start(int index) {
    return parts[index * PARTS];
  }

  int next(int index) {
    return parts[index * PARTS + 1];
  }

  int number(int index) {
    return parts[index * PARTS + 2];
  }

  int fields(int index) {
    return parts[index * PARTS + 3];
  }

  /** The bytes of these rows, one after the other, as if nothing stood between them. */
  InputStream of(byte[] utf8) {
    return new InputStream() {
      private int index;
      private int runEnd;
      private int at = size == 0 ? 0 : start(0);

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        int copied = 0;
        while (copied < length && index < size) {
          int until = run();
          int part = Math.min(length - copied, until - at);
          System.arraycopy(utf8, at, into, offset + copied, part);
          copied += part;
          at += part;
          if (at == until) {
            index = runEnd;
            at = index < size ? start(index) : at;
          }
        }
        return copied == 0 && length > 0 ? -1 : copied;
      }

      // The end of the rows that follow each other without a gap.
      private int run() {
        if (runEnd <= index) {
          runEnd = index + 1;
          while (runEnd < size && start(runEnd) == Spans.this.next(runEnd - 1)) {
            runEnd++;
          }
        }
        return Spans.this.next(runEnd - 1);
      }
    };
  }
}
