// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Cuts a text of any size into blocks of whole lines. */
final class LineBlocks {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FEEDS = 0x0a0a0a0a0a0a0a0aL;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  /** So many bytes behind a line are at hand, when the text has them. */
  static final int AHEAD = 3;

  private final InputStream in;
  private byte[] carried = {};
  private int carriedTo;

  LineBlocks(InputStream in) {
    this.in = in;
  }

  /** Fills a block with what follows; what is read before a failure is in it. */
  void fill(LineBlock block) {
    block.clear();
    System.arraycopy(carried, 0, block.bytes, 0, carriedTo);
    block.filled = carriedTo;
    carriedTo = 0;
    try {
      read(block);
      if (!block.isLast && block.lines == 0) {
        block.isCut = true;
        block.end(block.filled);
        skip(block);
      } else if (!block.isLast) {
        leaveRest(block);
      } else if (block.filled > behind(block)) {
        block.isOpen = true;
        block.end(block.filled);
      }
    } catch (IOException broken) {
      block.failure = broken;
      block.isLast = true;
    }
  }

  private void read(LineBlock block) throws IOException {
    int found = 0;
    while (true) {
      found = index(block, found);
      if (block.filled == LineBlock.SIZE) {
        return;
      }
      int n = in.read(block.bytes, block.filled, LineBlock.SIZE - block.filled);
      if (n < 0) {
        block.isLast = true;
        return;
      }
      block.filled += n;
    }
  }

  /** Eight bytes at a time: a byte that is a line feed is 0 after the exclusive or. */
  private static int index(LineBlock block, int start) {
    byte[] all = block.bytes;
    int stop = block.filled;
    int i = start;
    for (; i + Long.BYTES <= stop; i += Long.BYTES) {
      long eight = (long) EIGHT.get(all, i) ^ FEEDS;
      long zeros = (eight - ONES) & ~eight & HIGHS;
      if (zeros != 0) {
        for (int k = i; k < i + Long.BYTES; k++) { // a byte above a zero may look like one
          if (all[k] == '\n') {
            block.end(k);
          }
        }
      }
    }
    for (; i < stop; i++) {
      if (all[i] == '\n') {
        block.end(i);
      }
    }
    return stop;
  }

  private static int behind(LineBlock block) {
    return block.lines == 0 ? 0 : block.ends[block.lines - 1] + 1;
  }

  /** What is behind the last whole line begins the next block, with it when too little follows. */
  private void leaveRest(LineBlock block) {
    if (block.lines > 1 && block.filled - behind(block) < AHEAD) {
      block.lines--;
    }
    leave(block.bytes, behind(block), block.filled);
  }

  private void leave(byte[] from, int start, int stop) {
    carriedTo = stop - start;
    if (carried.length < carriedTo) {
      carried = new byte[carriedTo];
    }
    System.arraycopy(from, start, carried, 0, carriedTo);
  }

  /** Drops what is left of a line that does not fit; its beginning stays. */
  private void skip(LineBlock block) throws IOException {
    byte[] piece = new byte[1 << 16];
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      int feed = Bytes.find(piece, 0, n, (byte) '\n');
      if (feed >= 0) {
        leave(piece, feed + 1, n);
        return;
      }
    }
    block.isLast = true;
  }
}
