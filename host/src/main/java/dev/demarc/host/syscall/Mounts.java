// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/** mount(2) and mount_setattr(2), for the mount namespace of the calling thread. */
final class Mounts {
  // linux/mount.h, linux/fcntl.h; the number of mount_setattr is the same on every architecture
  private static final long MS_BIND = 4096;
  private static final long MS_REC = 16384;
  private static final long MS_PRIVATE = 1L << 18;
  private static final long SYS_MOUNT_SETATTR = 442;
  private static final long AT_FDCWD = -100;
  private static final long AT_RECURSIVE = 0x8000;
  private static final long MOUNT_ATTR_RDONLY = 1;
  private static final long ATTRIBUTES_SIZE = 32;

  private static final MethodHandle MOUNT =
      Libc.failing(
          "mount",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS));
  private static final MethodHandle SYSCALL =
      Libc.variadic(
          "syscall",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG),
          1);

  private Mounts() {}

  /** Makes every mount read-only but these folders; says the error number, 0 when done. */
  static int readOnlyBut(List<Path> writable) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      int error = mount(arena, "none", "/", MS_REC | MS_PRIVATE);
      for (Path folder : writable) {
        // a folder must be a mount of its own to have other rights than what holds it
        error = error == 0 ? mount(arena, folder.toString(), folder.toString(), MS_BIND) : error;
      }
      error = error == 0 ? attributes(arena, "/", AT_RECURSIVE, MOUNT_ATTR_RDONLY, 0) : error;
      for (Path folder : writable) {
        error = error == 0 ? attributes(arena, folder.toString(), 0, 0, MOUNT_ATTR_RDONLY) : error;
      }
      return error;
    }
  }

  private static int mount(Arena arena, String source, String target, long flags) throws Throwable {
    MemorySegment state = Libc.state(arena);
    int result =
        (int)
            MOUNT.invokeExact(
                state,
                arena.allocateFrom(source),
                arena.allocateFrom(target),
                MemorySegment.NULL,
                flags,
                MemorySegment.NULL);
    return result == 0 ? 0 : Libc.errno(state);
  }

  private static int attributes(Arena arena, String target, long flags, long set, long clear)
      throws Throwable {
    MemorySegment state = Libc.state(arena);
    MemorySegment attributes = arena.allocate(ATTRIBUTES_SIZE, 8);
    attributes.set(ValueLayout.JAVA_LONG, 0, set);
    attributes.set(ValueLayout.JAVA_LONG, 8, clear);
    long result =
        (long)
            SYSCALL.invokeExact(
                state,
                SYS_MOUNT_SETATTR,
                AT_FDCWD,
                arena.allocateFrom(target),
                flags,
                attributes,
                ATTRIBUTES_SIZE);
    return result == 0 ? 0 : Libc.errno(state);
  }
}
