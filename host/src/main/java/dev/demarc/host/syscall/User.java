// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.syscall;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Who this process is. */
public final class User {
  private static final MethodHandle GETEUID =
      Libc.plain("geteuid", FunctionDescriptor.of(ValueLayout.JAVA_INT));

  private User() {}

  /** The effective user id; 0 is root. */
  public static int effectiveId() {
    try {
      return (int) GETEUID.invokeExact();
    } catch (RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable problem) {
      throw Libc.broken("geteuid", problem);
    }
  }
}
