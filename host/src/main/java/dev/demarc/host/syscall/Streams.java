// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/**
 * Waits for several descriptors at once by poll(2), and moves bytes. Belongs to the thread that
 * made it. One such loop serves a whole conversation with a child, so that nothing can fill up
 * while something else is waited for.
 */
public final class Streams implements AutoCloseable {
  // asm-generic/poll.h
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;
  private static final int ENTRY = 8;
  private static final int CHUNK = 64 << 10;

  private static final MethodHandle POLL =
      Libc.failing(
          "poll",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment state = Libc.state(arena);
  private final MemorySegment chunk = arena.allocate(CHUNK);
  private final MemorySegment entries;
  private final int size;

  /** Room for {@code size} descriptors, all unset. */
  public Streams(int size) {
    this.size = size;
    this.entries = arena.allocate((long) ENTRY * size, ENTRY);
    for (int i = 0; i < size; i++) {
      unset(i);
    }
  }

  /** Waits at {@code index} until {@code end} can be read, or is at its end. */
  public void awaitReadable(int index, int end) {
    set(index, end, POLLIN);
  }

  /** Waits at {@code index} until {@code end} can be written, or nobody reads it any more. */
  public void awaitWritable(int index, int end) {
    set(index, end, POLLOUT);
  }

  /** Waits for nothing at {@code index}. */
  public void unset(int index) {
    set(index, -1, (short) 0);
  }

  /** Waits until one is ready or the time is over; an early return without a ready one is fine. */
  public void await(Duration atMost) {
    long millis =
        Math.max(0, Math.min(Integer.MAX_VALUE, (atMost.toNanos() + 999_999) / 1_000_000));
    try {
      int ready = (int) POLL.invokeExact(state, entries, (long) size, (int) millis);
      if (ready < 0) {
        for (int i = 0; i < size; i++) {
          entries.set(ValueLayout.JAVA_SHORT, (long) i * ENTRY + 6, (short) 0);
        }
      }
    } catch (RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("poll", problem);
    }
  }

  /** Whether the last wait found {@code index} ready, ended or broken. */
  public boolean ready(int index) {
    return entries.get(ValueLayout.JAVA_SHORT, (long) index * ENTRY + 6) != 0;
  }

  /** Reads what is there: empty at the end. EAGAIN and EINTR give an empty optional. */
  public java.util.Optional<byte[]> read(int end) {
    long count = Pipe.read(state, end, chunk);
    if (count == -Errno.EAGAIN || count == -Errno.EINTR) {
      return java.util.Optional.empty();
    }
    return java.util.Optional.of(
        count <= 0 ? new byte[0] : chunk.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE));
  }

  /**
   * Writes what fits of {@code bytes} from {@code offset} on: how many went, 0 to try later, -1
   * when nobody reads any more.
   */
  public int write(int end, byte[] bytes, int offset) {
    int length = Math.min(CHUNK, bytes.length - offset);
    MemorySegment.copy(bytes, offset, chunk, ValueLayout.JAVA_BYTE, 0, length);
    long count = Pipe.write(state, end, chunk.asSlice(0, length));
    if (count >= 0) {
      return (int) count;
    }
    return count == -Errno.EAGAIN || count == -Errno.EINTR ? 0 : -1;
  }

  @Override
  public void close() {
    arena.close();
  }

  private void set(int index, int end, short events) {
    long at = (long) index * ENTRY;
    entries.set(ValueLayout.JAVA_INT, at, end);
    entries.set(ValueLayout.JAVA_SHORT, at + 4, events);
    entries.set(ValueLayout.JAVA_SHORT, at + 6, (short) 0);
  }
}
