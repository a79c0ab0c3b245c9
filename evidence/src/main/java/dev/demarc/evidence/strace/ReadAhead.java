// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Fills blocks on a thread of its own while others are worked on. */
final class ReadAhead implements AutoCloseable {
  private static final int BLOCKS = 3;

  private final BlockingQueue<LineBlock> free = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<LineBlock> full = new ArrayBlockingQueue<>(BLOCKS);
  private final Thread thread;

  ReadAhead(LineBlocks blocks) {
    for (int i = 1; i < BLOCKS; i++) { // whoever reads brings one
      free.add(new LineBlock());
    }
    thread = Thread.ofPlatform().daemon().name("read-ahead").start(() -> fill(blocks));
  }

  private void fill(LineBlocks blocks) {
    LineBlock block;
    do {
      try {
        block = free.take();
      } catch (InterruptedException closed) {
        return;
      }
      try {
        blocks.fill(block);
      } catch (Throwable unexpected) { // whoever waits for the block must hear of it
        block.failure = unexpected;
        block.isLast = true;
      }
      full.add(block);
    } while (!block.isLast);
  }

  /** The next block; the one before is filled again. */
  LineBlock after(LineBlock done) throws InterruptedException {
    free.add(done);
    return full.take();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
