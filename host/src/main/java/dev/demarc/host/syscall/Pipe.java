// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.syscall;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A pipe whose ends are file descriptors that no child inherits by accident.
 *
 * @param out where bytes come out
 * @param in where bytes go in
 */
public record Pipe(int out, int in) {
  // asm-generic/fcntl.h, and the same on x86-64 and arm64
  private static final int O_CLOEXEC = 02000000;
  private static final int O_NONBLOCK = 04000;
  private static final int F_SETFL = 4;
  private static final int F_GETFL = 3;

  private static final MethodHandle PIPE2 =
      Libc.failing(
          "pipe2",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final MethodHandle FCNTL =
      Libc.variadic(
          "fcntl",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT),
          2);
  private static final MethodHandle READ =
      Libc.failing(
          "read",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));
  private static final MethodHandle WRITE =
      Libc.failing(
          "write",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));
  private static final MethodHandle CLOSE =
      Libc.plain("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private static final MethodHandle FCHOWN =
      Libc.failing(
          "fchown",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));

  /** Opens a pipe. */
  public static Pipe open() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
      int result = (int) PIPE2.invokeExact(state, ends, O_CLOEXEC);
      if (result != 0) {
        throw new IOException("pipe2: " + Errno.name(Libc.errno(state)));
      }
      return new Pipe(
          ends.getAtIndex(ValueLayout.JAVA_INT, 0), ends.getAtIndex(ValueLayout.JAVA_INT, 1));
    } catch (IOException | RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("pipe2", problem);
    }
  }

  /** Makes writes and reads of one end return at once. */
  public static void unblock(int end) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      int flags = (int) FCNTL.invokeExact(state, end, F_GETFL, 0);
      int result =
          flags < 0 ? flags : (int) FCNTL.invokeExact(state, end, F_SETFL, flags | O_NONBLOCK);
      if (result < 0) {
        throw new IOException("fcntl: " + Errno.name(Libc.errno(state)));
      }
    } catch (IOException | RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("fcntl", problem);
    }
  }

  /**
   * Gives the pipe to a user, who then can open it again by name: {@code >/dev/stderr} is common in
   * scripts.
   */
  public void give(int user) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      int result = (int) FCHOWN.invokeExact(state, out, user, -1);
      if (result != 0) {
        throw new IOException("fchown: " + Errno.name(Libc.errno(state)));
      }
    } catch (IOException | RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("fchown", problem);
    }
  }

  /** Reads what is there: its length, 0 at the end, or the negative error number. */
  static long read(MemorySegment state, int end, MemorySegment into) {
    try {
      long count = (long) READ.invokeExact(state, end, into, into.byteSize());
      return count >= 0 ? count : -Libc.errno(state);
    } catch (RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("read", problem);
    }
  }

  /** Writes what fits: its length, or the negative error number. */
  static long write(MemorySegment state, int end, MemorySegment from) {
    try {
      long count = (long) WRITE.invokeExact(state, end, from, from.byteSize());
      return count >= 0 ? count : -Libc.errno(state);
    } catch (RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("write", problem);
    }
  }

  /** Closes one end; a negative number is no end and is ignored. */
  public static void close(int end) {
    if (end < 0) {
      return;
    }
    try {
      int _ = (int) CLOSE.invokeExact(end);
    } catch (RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("close", problem);
    }
  }
}
