// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import org.jspecify.annotations.Nullable;

/** What happened to a socket that listens, over all processes that hold it. */
final class ListenerStory {
  final OpenFile file;

  /** The label under which it can be found again. */
  String known = "";

  /** The process that was seen with it first, or that accepts on it. */
  Program program;

  int fd;

  /** Whether a listen or an accept shows that it listens. */
  boolean isListening;

  /** Whether the process had it from another one. */
  boolean isInherited;

  /** Whether an accept was made on it. */
  boolean isAccepted;

  /** Set to blocking, and not set back. */
  @Nullable FlagChange cleared;

  /** Set to blocking and back again: how often, and the last time. */
  int lapses;

  @Nullable FlagChange lapsed;
  @Nullable Moment restored;

  /** Whether an accept was begun after it was set to blocking. */
  boolean isAcceptedBlocking;

  /** Accepts that slept in the kernel. */
  int slept;

  long longest;
  @Nullable Sleep sleep;

  /** The last number in any table was closed here. */
  @Nullable Loss loss;

  /** A call that cleared O_NONBLOCK, in words that may be told. */
  record FlagChange(Program program, int fd, Moment moment, String text) {}

  /**
   * An accept in the kernel.
   *
   * @param until its end, or the last line of the trace
   * @param isEnded whether it came back with a connection or an error
   * @param micros how long, at least
   */
  record Sleep(Program program, int fd, Moment from, Moment until, boolean isEnded, long micros) {}

  /** The last close, after a signal that asks for a reload. */
  record Loss(Program program, int fd, Moment moment, String signal, Moment asked) {}

  ListenerStory(OpenFile file, Program program, int fd) {
    this.file = file;
    this.program = program;
    this.fd = fd;
  }
}
