// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process between two execs, as far as the trace shows it. */
final class Program {
  /** What a filter for descriptors, processes or the network leaves out, and what all have. */
  private static final Set<Call> ALL =
      Collections.unmodifiableSet(EnumSet.of(Call.MEMORY, Call.FUTEX, Call.SIGNAL_MASK, Call.OPEN));

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

  /** Which kinds of calls it has. */
  final Set<Call> kinds = EnumSet.noneOf(Call.class);

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

  /** Calls that read a clock which the vDSO serves; of these, what C code made. */
  long clocks;

  long clocksOfC;
  @Nullable Moment firstClock;
  String firstClockCall = "";

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

  private final Set<GoSign> signs = EnumSet.noneOf(GoSign.class);

  /** One certain sign, or two others: looked up for every line, so it is kept. */
  private boolean isGo;

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
    forked.signs.addAll(signs);
    forked.isGo = isGo;
    forked.closes = closes;
    forked.firstFree = firstFree;
    return forked;
  }

  void sign(GoSign sign) {
    signs.add(sign);
    isGo |= sign.isCertain() || signs.size() >= 2;
  }

  /** Whether the trace holds memory, futexes and signals too: it was taken without a filter. */
  boolean isUnfiltered() {
    return kinds.containsAll(ALL);
  }

  boolean has(GoSign sign) {
    return signs.contains(sign);
  }

  /** Whether the Go runtime is at work: one certain sign, or two others. */
  boolean isGo() {
    return isGo;
  }
}
