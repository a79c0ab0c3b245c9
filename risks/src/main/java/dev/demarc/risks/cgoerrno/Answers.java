// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cgoerrno;

import java.util.Set;

/** Errors that are no failure by themselves. */
final class Answers {
  /**
   * What C code gets as an answer rather than as a failure: try again, is it there, is it a tty.
   */
  private static final Set<String> ALL =
      Set.of(
          "EAGAIN",
          "EINTR",
          "EINPROGRESS",
          "EALREADY",
          "ENOENT",
          "ENOTTY",
          "ENOSYS",
          "ESRCH",
          "ETIMEDOUT",
          "EEXIST",
          "ENOTDIR",
          "ENXIO",
          "ENODATA");

  /** The call goes on, and what becomes of it is not told as a failing call. */
  private static final Set<String> PENDING =
      Set.of("EAGAIN", "EINTR", "EINPROGRESS", "EALREADY", "ETIMEDOUT");

  private Answers() {}

  /** Whether code asks for this one on purpose. */
  static boolean isOne(String errno) {
    return ALL.contains(errno);
  }

  /** Whether the end of the call comes another way. */
  static boolean isPending(String errno) {
    return PENDING.contains(errno);
  }
}
