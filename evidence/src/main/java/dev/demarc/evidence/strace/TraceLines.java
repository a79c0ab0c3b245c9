// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text of any size, one after the other, as a window on one block: nothing is copied
 * for a line. A line that is longer than a block is cut, and its rest is skipped.
 */
final class TraceLines implements AutoCloseable {
  /** The bytes; they stay until the next call of {@link #next}. */
  byte[] bytes;

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

  private final LineBlocks blocks;
  private final @Nullable ReadAhead ahead;
  private LineBlock block = new LineBlock();
  private int line;

  private TraceLines(LineBlocks blocks, @Nullable ReadAhead ahead) {
    this.blocks = blocks;
    this.ahead = ahead;
    this.bytes = block.bytes;
  }

  /** Lines that are read when they are asked for. */
  static TraceLines of(InputStream in) {
    return new TraceLines(new LineBlocks(in), null);
  }

  /** Lines that a thread of their own reads ahead; to be closed. */
  static TraceLines ahead(InputStream in) {
    LineBlocks blocks = new LineBlocks(in);
    return new TraceLines(blocks, new ReadAhead(blocks));
  }

  /** Goes to the next line; false at the end. */
  boolean next() throws IOException {
    while (line == block.lines) {
      if (block.isLast) {
        fail(block.failure);
        return false;
      }
      turn();
    }
    from = line == 0 ? 0 : block.ends[line - 1] + 1;
    to = block.ends[line];
    line++;
    number++;
    isWhole = !block.isCut && !(block.isOpen && line == block.lines);
    cut += block.isCut ? 1 : 0;
    if (to > from && bytes[to - 1] == '\r') {
      to--;
    }
    return true;
  }

  private void turn() throws IOException {
    if (ahead == null) {
      blocks.fill(block);
    } else {
      try {
        block = ahead.after(block);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
    bytes = block.bytes;
    line = 0;
  }

  private static void fail(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException broken) {
      throw broken;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  /** What was found ahead of the lines of this block. */
  LineScan scan() {
    return block.scan;
  }

  /** Which of them the line is; -1 when it does not have the common form. */
  int scanned() {
    return block.scan.bodies[line - 1] < 0 ? -1 : line - 1;
  }

  /** Whether the next line is a frame of a stack, as -k writes it. */
  boolean isStackNext() {
    int next = block.ends[line - 1] + 1;
    return block.filled - next >= LineBlocks.AHEAD
        && bytes[next] == ' '
        && bytes[next + 1] == '>'
        && bytes[next + 2] == ' ';
  }

  @Override
  public void close() {
    if (ahead != null) {
      ahead.close();
    }
  }
}
