// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.syscall;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/**
 * posix_spawn(3): a child in a session of its own, with default signals and no descriptor but the
 * three standard ones.
 */
public final class Spawn {
  // spawn.h of glibc and musl agree on these four
  private static final int SETSIGDEF = 0x04;
  private static final int SETSIGMASK = 0x08;
  private static final int SETSID = 0x80;
  // glibc 2.36: 336 and 80 bytes, sigset_t 128; twice that is room enough for any C library
  private static final long ATTRIBUTES = 1024;
  private static final long ACTIONS = 512;
  private static final long SIGSET = 256;

  private static final FunctionDescriptor POINTER =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
  private static final FunctionDescriptor TWO_POINTERS =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
  private static final FunctionDescriptor POINTER_INT =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);

  private static final MethodHandle SPAWN =
      Libc.plain(
          "posix_spawn",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS));
  private static final MethodHandle ATTR_INIT = Libc.plain("posix_spawnattr_init", POINTER);
  private static final MethodHandle ATTR_DESTROY = Libc.plain("posix_spawnattr_destroy", POINTER);
  private static final MethodHandle ATTR_FLAGS =
      Libc.plain(
          "posix_spawnattr_setflags",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_SHORT));
  private static final MethodHandle ATTR_DEFAULTS =
      Libc.plain("posix_spawnattr_setsigdefault", TWO_POINTERS);
  private static final MethodHandle ATTR_MASK =
      Libc.plain("posix_spawnattr_setsigmask", TWO_POINTERS);
  private static final MethodHandle FILL = Libc.plain("sigfillset", POINTER);
  private static final MethodHandle EMPTY = Libc.plain("sigemptyset", POINTER);
  private static final MethodHandle ACTIONS_INIT =
      Libc.plain("posix_spawn_file_actions_init", POINTER);
  private static final MethodHandle ACTIONS_DESTROY =
      Libc.plain("posix_spawn_file_actions_destroy", POINTER);
  private static final MethodHandle DUP2 =
      Libc.plain(
          "posix_spawn_file_actions_adddup2",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));
  // glibc 2.34; without it the descriptors of the JDK are closed by O_CLOEXEC alone
  private static final Optional<MethodHandle> CLOSE_FROM =
      Libc.optional("posix_spawn_file_actions_addclosefrom_np", POINTER_INT);

  private Spawn() {}

  /**
   * Starts a program.
   *
   * @param command its absolute path and arguments
   * @param environment all of it, as {@code NAME=VALUE}
   * @param in descriptor that becomes standard input
   * @param out descriptor that becomes standard output
   * @param err descriptor that becomes standard error
   * @throws IOException with the error number when it cannot be started
   */
  public static Child start(
      List<String> command, List<String> environment, int in, int out, int err) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = attributes(arena);
      MemorySegment actions = actions(arena, in, out, err);
      MemorySegment pid = arena.allocate(ValueLayout.JAVA_INT);
      int error =
          (int)
              SPAWN.invokeExact(
                  pid,
                  arena.allocateFrom(command.getFirst()),
                  actions,
                  attributes,
                  Libc.strings(arena, command),
                  Libc.strings(arena, environment));
      int _ = (int) ACTIONS_DESTROY.invokeExact(actions);
      int _ = (int) ATTR_DESTROY.invokeExact(attributes);
      if (error != 0) {
        throw new IOException(command.getFirst() + ": " + Errno.name(error));
      }
      return new Child(pid.get(ValueLayout.JAVA_INT, 0));
    } catch (IOException | RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("posix_spawn", problem);
    }
  }

  private static MemorySegment attributes(Arena arena) throws Throwable {
    MemorySegment attributes = arena.allocate(ATTRIBUTES, 16);
    MemorySegment signals = arena.allocate(SIGSET, 16);
    check("posix_spawnattr_init", (int) ATTR_INIT.invokeExact(attributes));
    check(
        "posix_spawnattr_setflags",
        (int) ATTR_FLAGS.invokeExact(attributes, (short) (SETSID | SETSIGDEF | SETSIGMASK)));
    check("sigfillset", (int) FILL.invokeExact(signals));
    check("posix_spawnattr_setsigdefault", (int) ATTR_DEFAULTS.invokeExact(attributes, signals));
    check("sigemptyset", (int) EMPTY.invokeExact(signals));
    check("posix_spawnattr_setsigmask", (int) ATTR_MASK.invokeExact(attributes, signals));
    return attributes;
  }

  private static MemorySegment actions(Arena arena, int in, int out, int err) throws Throwable {
    MemorySegment actions = arena.allocate(ACTIONS, 16);
    check("posix_spawn_file_actions_init", (int) ACTIONS_INIT.invokeExact(actions));
    int[] sources = {in, out, err};
    for (int i = 0; i < sources.length; i++) {
      check("posix_spawn_file_actions_adddup2", (int) DUP2.invokeExact(actions, sources[i], i));
    }
    if (CLOSE_FROM.isPresent()) {
      check("closefrom", (int) CLOSE_FROM.get().invokeExact(actions, 3));
    }
    return actions;
  }

  private static void check(String function, int error) throws IOException {
    if (error != 0) {
      throw new IOException(function + ": " + Errno.name(error));
    }
  }
}
