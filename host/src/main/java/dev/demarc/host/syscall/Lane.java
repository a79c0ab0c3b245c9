// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.syscall;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * One thread that has given up rights for itself and starts children, which inherit what it has
 * left. The rights of the other threads of this program stay as they are.
 */
public final class Lane implements AutoCloseable {
  // linux/prctl.h, linux/sched.h
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int CLONE_NEWNS = 0x00020000;
  private static final int CLONE_FS = 0x00000200;

  private static final MethodHandle PRCTL =
      Libc.variadic(
          "prctl",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG),
          1);
  private static final MethodHandle UNSHARE =
      Libc.failing("unshare", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private final ExecutorService thread;

  /** Opens a lane with the rights of this program. */
  public Lane(String name) {
    this.thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  /** Forbids its children to gain rights by setuid files; says the error number, 0 when done. */
  public int forbidNewPrivileges() throws IOException {
    return run(() -> {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment state = Libc.state(arena);
        int result = (int) PRCTL.invokeExact(state, PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
        return result == 0 ? 0 : Libc.errno(state);
      } catch (RuntimeException | Error problem) {
        throw problem;
      } catch (Throwable problem) {
        throw Libc.broken("prctl", problem);
      }
    });
  }

  /** Takes the network from its children; says the error number, 0 when done. */
  public int leaveNetwork() throws IOException {
    return run(() -> unshare(CLONE_NEWNET));
  }

  /**
   * Makes every file system read-only for its children, but these folders; says the error number, 0
   * when done.
   */
  public int readOnlyBut(List<Path> writable) throws IOException {
    return run(() -> {
      try {
        int error = unshare(CLONE_FS | CLONE_NEWNS);
        return error == 0 ? Mounts.readOnlyBut(writable) : error;
      } catch (RuntimeException | Error problem) {
        throw problem;
      } catch (Throwable problem) {
        throw Libc.broken("mount", problem);
      }
    });
  }

  private static int unshare(int what) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      int result = (int) UNSHARE.invokeExact(state, what);
      return result == 0 ? 0 : Libc.errno(state);
    } catch (RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("unshare", problem);
    }
  }

  /** {@link Spawn#start} from this lane. */
  public Child start(List<String> command, List<String> environment, int in, int out, int err)
      throws IOException {
    return run(() -> Spawn.start(command, environment, in, out, err));
  }

  /** Ends the thread; its children live on. */
  @Override
  public void close() {
    thread.shutdown();
  }

  /** An interrupt waits until the work is done: a child that was started must have an owner. */
  private <T> T run(Callable<T> work) throws IOException {
    Future<T> done;
    try {
      done = thread.submit(work);
    } catch (RejectedExecutionException closed) {
      throw new IOException("the lane is closed", closed);
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return done.get();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } catch (ExecutionException problem) {
      if (problem.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("spawning failed", problem.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
