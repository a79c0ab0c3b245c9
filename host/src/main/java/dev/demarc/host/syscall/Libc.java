// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Optional;

/** Functions of the C library as method handles. */
@SuppressWarnings("restricted") // this class is where native access is meant to be
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

  private Libc() {}

  /** A function that reports failure by its result alone. */
  static MethodHandle plain(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(find(name), type);
  }

  /** A function that sets errno: its handle takes {@link #state} as the first argument. */
  static MethodHandle failing(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(find(name), type, Linker.Option.captureCallState("errno"));
  }

  /** A function that sets errno and takes variadic arguments from {@code firstVariadic} on. */
  static MethodHandle variadic(String name, FunctionDescriptor type, int firstVariadic) {
    return LINKER.downcallHandle(
        find(name),
        type,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(firstVariadic));
  }

  /** A function that only some C libraries have. */
  static Optional<MethodHandle> optional(String name, FunctionDescriptor type) {
    return SYMBOLS.find(name).map(address -> LINKER.downcallHandle(address, type));
  }

  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  /** A NULL-terminated array of C strings. */
  static MemorySegment strings(Arena arena, List<String> texts) {
    MemorySegment array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    array.setAtIndex(ValueLayout.ADDRESS, texts.size(), MemorySegment.NULL);
    return array;
  }

  /** What a method handle threw, as an unchecked exception: a downcall itself throws nothing. */
  static IllegalStateException broken(String function, Throwable cause) {
    return new IllegalStateException("calling " + function + " failed", cause);
  }

  private static MemorySegment find(String name) {
    return SYMBOLS
        .find(name)
        .orElseThrow(() -> new IllegalStateException("the C library has no function " + name));
  }
}
