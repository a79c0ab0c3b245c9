// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * A child in a session of its own. Until {@link #reap} found its ending, its id belongs to nobody
 * else, so that signals to it and to its group reach no stranger.
 */
public final class Child implements AutoCloseable {
  private static final int WNOHANG = 1;
  // linux/unistd.h: the same number on every architecture
  private static final long SYS_PIDFD_OPEN = 434;

  private static final MethodHandle WAIT4 =
      Libc.failing(
          "wait4",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS));
  private static final MethodHandle SYSCALL =
      Libc.variadic(
          "syscall",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG),
          1);

  private final long pid;
  private final int handle;
  private Optional<Ending> ending = Optional.empty();

  Child(long pid) {
    this.pid = pid;
    this.handle = pidfd(pid);
  }

  /** Its process id, which is also the id of its group and session. */
  public long pid() {
    return pid;
  }

  /**
   * A descriptor that becomes readable when the child has ended; -1 on a kernel without
   * pidfd_open(2).
   */
  public int handle() {
    return handle;
  }

  /** Its ending, and with it the release of its id; empty while it runs. */
  public synchronized Optional<Ending> reap() {
    if (ending.isEmpty()) {
      ending = wait4();
    }
    return ending;
  }

  /** Sends a signal to the child alone, unless it is reaped. */
  public synchronized void signal(int signal) {
    if (ending.isEmpty()) {
      Signals.send(pid, signal);
    }
  }

  /** Sends a signal to the group of the child, unless it is reaped. */
  public synchronized void signalGroup(int signal) {
    if (ending.isEmpty()) {
      Signals.sendGroup(pid, signal);
    }
  }

  /** Closes the descriptor; the child lives on. */
  @Override
  public void close() {
    Pipe.close(handle);
  }

  private Optional<Ending> wait4() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
      int found = (int) WAIT4.invokeExact(state, (int) pid, status, WNOHANG, MemorySegment.NULL);
      if (found == 0) {
        return Optional.empty();
      }
      if (found < 0) {
        throw new IllegalStateException(
            "wait4 of child " + pid + ": " + Errno.name(Libc.errno(state)));
      }
      return Optional.of(Ending.of(status.get(ValueLayout.JAVA_INT, 0)));
    } catch (RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("wait4", problem);
    }
  }

  private static int pidfd(long pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      long result = (long) SYSCALL.invokeExact(state, SYS_PIDFD_OPEN, pid, 0L);
      return result < 0 ? -1 : (int) result;
    } catch (RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("pidfd_open", problem);
    }
  }
}
