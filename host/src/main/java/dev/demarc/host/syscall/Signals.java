// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Locale;

/** kill(2), and the numbers of signals (signal(7); the same on x86-64 and arm64). */
public final class Signals {
  /** Ends a process at once. */
  public static final int KILL = 9;

  /** Asks a process to end. */
  public static final int TERM = 15;

  /** Stops a process until it is told to go on. */
  public static final int STOP = 19;

  /** Lets a stopped process go on. */
  public static final int CONT = 18;

  /** Sent by the kernel when the limit of CPU time is used up. */
  public static final int XCPU = 24;

  /** Sent by the kernel when a file grows over its limit. */
  public static final int XFSZ = 25;

  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private static final MethodHandle KILL_CALL =
      Libc.failing(
          "kill",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Signals() {}

  /**
   * The number of a signal by name, with or without {@code SIG}; refuses others with {@link
   * IllegalArgumentException}.
   */
  public static int number(String name) {
    String bare = name.toUpperCase(Locale.ROOT);
    bare = bare.startsWith("SIG") ? bare.substring(3) : bare;
    int index = NAMES.indexOf(bare);
    if (index < 0) {
      throw new IllegalArgumentException("no signal is called " + name);
    }
    return index + 1;
  }

  /** The name of a signal, for example {@code SIGTERM}. */
  public static String name(int number) {
    return number >= 1 && number <= NAMES.size()
        ? "SIG" + NAMES.get(number - 1)
        : "signal " + number;
  }

  /** Sends a signal to one process; says the error number, 0 when it was sent. */
  public static int send(long pid, int signal) {
    if (pid <= 1) {
      throw new IllegalArgumentException("refusing to signal pid " + pid);
    }
    return kill((int) pid, signal);
  }

  /** Sends a signal to a process group; says the error number, 0 when it was sent. */
  public static int sendGroup(long group, int signal) {
    if (group <= 1) {
      throw new IllegalArgumentException("refusing to signal group " + group);
    }
    return kill((int) -group, signal);
  }

  private static int kill(int target, int signal) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      int result = (int) KILL_CALL.invokeExact(state, target, signal);
      return result == 0 ? 0 : Libc.errno(state);
    } catch (RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("kill", problem);
    }
  }
}
