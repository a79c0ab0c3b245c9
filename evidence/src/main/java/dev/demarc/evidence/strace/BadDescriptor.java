// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import java.util.List;

/**
 * A call on a number that was not what its caller took it for.
 *
 * @param subject the process and the number
 * @param isGo whether the Go runtime is at work in it
 * @param call the call that failed, such as {@code accept4}
 * @param owner what the number stood for last, or stands for; empty when it never was open here
 * @param effects later failures on the same number
 * @param doubt why the trace cannot prove it; empty when it does
 * @param seen the failing line, then the lines before it that explain it, in order of time
 */
public record BadDescriptor(
    Kind kind,
    Subject subject,
    boolean isGo,
    int fd,
    String call,
    String owner,
    int effects,
    String doubt,
    List<Sighting> seen) {
  /** Copies the list. */
  public BadDescriptor {
    seen = List.copyOf(seen);
  }

  /** What happened to the number before. */
  public enum Kind {
    /** It was a socket, and this process closed it. */
    USE_AFTER_CLOSE,
    /** It never was a socket here. */
    WRONG_NUMBER,
    /** It was closed before, and nobody opened it since. */
    DOUBLE_CLOSE,
    /** It was in use for something new, and the close of an earlier owner ended that. */
    STOLEN
  }
}
