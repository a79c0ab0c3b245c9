// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import org.jspecify.annotations.Nullable;

/** A process between two execs, as far as the trace shows it. */
final class Program {
  /** One of these is enough to know Go by. */
  private static final int CERTAIN = 1 << 16;

  /** Its number, or that of its first thread with a line; 0 when the trace does not say. */
  long pid;

  /** Whether the number is known to be the process's and not one of its threads'. */
  boolean isPidSure;

  /** The path that exec was given; empty when the trace begins later. */
  String exe;

  /** Whether the trace saw it from its exec on, so that descriptors without an opener are older. */
  boolean isFromStart;

  DescriptorTable table;

  /** Threads of it that had lines, and that it started. */
  int threads;

  int threadsStarted;

  /** Lines of calls. */
  long calls;

  /** Which kinds of calls it has, a bit for each {@link Call}. */
  long kinds;

  /** Lines of close. */
  long closes;

  int firstLine;
  int lastLine;
  long firstMicros = -1;
  long lastMicros = -1;

  /** The lowest number that the first opening call got: all below were taken before; -1 unknown. */
  int firstFree = -1;

  /** LISTEN_PID as an exec with its environment (-v) shows it; 0 unknown. */
  long listenPid;

  /** Whether LISTEN_FDS was in that environment. */
  boolean hasListenFds;

  /** Calls that read a clock which the vDSO serves, by {@link ClockRead}; C code's apart. */
  final long[] clocks = new long[ClockRead.values().length];

  long clocksOfC;
  @Nullable Moment firstClock;

  /** The last signal that asks for a reload, and whether one asked to stop. */
  String reload = "";

  @Nullable Moment reloadAt;
  boolean isStopping;

  /** Threads that have not ended. */
  int alive;

  /** Whether a fork made it and no exec has followed. */
  boolean isForked;

  /** Whether an exec put another program in its place. */
  boolean isReplaced;

  private int signs;

  Program(long pid, String exe, boolean isFromStart, DescriptorTable table) {
    this.pid = pid;
    this.exe = exe;
    this.isFromStart = isFromStart;
    this.table = table;
  }

  /** A child that fork made: the same program, another table. */
  Program forked(long child, DescriptorTable childTable) {
    Program forked = new Program(child, exe, isFromStart, childTable);
    forked.isPidSure = true;
    forked.isForked = true;
    forked.signs = signs;
    forked.closes = closes;
    forked.firstFree = firstFree;
    return forked;
  }

  void sign(GoSign sign) {
    signs |= sign.isCertain() ? CERTAIN : 1 << sign.ordinal();
  }

  /** Whether the trace holds memory, futexes and signals too: it was taken without a filter. */
  boolean isUnfiltered() {
    long all = bit(Call.MEMORY) | bit(Call.FUTEX) | bit(Call.SIGNAL_MASK) | bit(Call.OPEN);
    return (kinds & all) == all;
  }

  private static long bit(Call call) {
    return 1L << call.ordinal();
  }

  boolean has(GoSign sign) {
    return (signs & (1 << sign.ordinal())) != 0;
  }

  /** Whether the Go runtime is at work: one certain sign, or two others. */
  boolean isGo() {
    return signs >= CERTAIN || Integer.bitCount(signs) >= 2;
  }
}
