// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import org.jspecify.annotations.Nullable;

/** A thread of a trace, and the call that it is in. */
final class Tracee {
  /** More bytes of the first half of a call are not kept. */
  private static final int LONGEST = 4096;

  final long tid;
  Program program;

  /** Whether it is known that it belongs to its program: a clone, an exec or a signal said so. */
  boolean isSure;

  /** Whether it had a line of its own. */
  boolean isSeen;

  /** The call that it is in; null outside. */
  @Nullable Call inside;

  /** The line and the time at which that call began. */
  int insideLine;

  long insideMicros = -1;

  /** The number of the thread that this call started, when that has been seen already. */
  long startedMeanwhile;

  /** The first half of the call's line, arguments only. */
  private byte[] half = new byte[64];

  int halfLength;

  /** The number in the last call about a descriptor, for loops over all numbers. */
  int lastFd = -2;

  Sweep sweep = new Sweep();

  /** The last call on a bad number; null once something was opened. */
  BadDescriptors.@Nullable Fault fault;

  /** Calls on one number after the other: somebody tries all of them. */
  static final class Sweep {
    private static final int LOOP = 4;

    int length;
    int by;

    boolean isLoop() {
      return length >= LOOP;
    }
  }

  Tracee(long tid, Program program, boolean isSure) {
    this.tid = tid;
    this.program = program;
    this.isSure = isSure;
  }

  /** Keeps the first half of a call. */
  void enter(Call call, int line, long micros, byte[] b, int from, int to) {
    inside = call;
    insideLine = line;
    insideMicros = micros;
    startedMeanwhile = 0;
    halfLength = Math.min(to - from, LONGEST);
    if (half.length < halfLength) {
      half = new byte[LONGEST];
    }
    System.arraycopy(b, from, half, 0, halfLength);
  }

  /** The bytes of the first half; the first {@link #halfLength} count. */
  byte[] half() {
    return half;
  }

  /** Notes that a call is about this number: a loop goes up, or down, one by one. */
  Sweep step(int fd) {
    int by = fd - lastFd;
    boolean goesOn = (by == 1 || by == -1) && (sweep.length < 2 || by == sweep.by);
    if (goesOn) {
      sweep.length++;
      sweep.by = by;
    } else if (by != 0) {
      sweep = new Sweep();
      sweep.length = 1;
    }
    lastFd = fd;
    return sweep;
  }
}
