// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import java.util.Optional;

/**
 * The line of /proc/PID/stat, whose second field may hold blanks and brackets.
 *
 * @param command the name, at most 15 characters
 * @param state one letter; Z is a zombie
 * @param terminal number of its terminal; 0 when it has none
 * @param flags PF_… of the kernel
 * @param ticks user and system time, in hundredths of a second
 * @param reapedTicks the same of children that were waited for
 * @param threads how many live; a zombie has one, or none
 * @param startTicks when it started after boot, in hundredths of a second
 */
record StatLine(
    long pid,
    String command,
    char state,
    long parent,
    long session,
    long terminal,
    long flags,
    long ticks,
    long reapedTicks,
    long threads,
    long startTicks) {
  /** PF_KTHREAD of {@code include/linux/sched.h}. */
  private static final long KERNEL = 0x200000;

  /** Reads the line; empty when it is no such line. */
  static Optional<StatLine> parse(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open < 1 || close < open || close + 2 >= line.length()) {
      return Optional.empty();
    }
    String[] rest = line.substring(close + 2).strip().split(" ", -1);
    if (rest.length < 20 || rest[0].length() != 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StatLine(
              Long.parseLong(line.substring(0, open).strip()),
              line.substring(open + 1, close),
              rest[0].charAt(0),
              Long.parseLong(rest[1]),
              Long.parseLong(rest[3]),
              Long.parseLong(rest[4]),
              Long.parseLong(rest[6]),
              Long.parseLong(rest[11]) + Long.parseLong(rest[12]),
              Long.parseLong(rest[13]) + Long.parseLong(rest[14]),
              Long.parseLong(rest[17]),
              Long.parseLong(rest[19])));
    } catch (NumberFormatException notThisLine) {
      return Optional.empty();
    }
  }

  boolean isKernel() {
    return (flags & KERNEL) != 0;
  }
}
