// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.procfs;

import java.util.Optional;

/**
 * What /proc/PID/stat says (proc_pid_stat(5)).
 *
 * @param pid process id
 * @param command the name, at most 15 characters
 * @param state one letter; Z and X are dead
 * @param parent process id of the parent
 * @param group process group
 * @param session session
 * @param userTicks user time in clock ticks
 * @param systemTicks system time in clock ticks
 * @param startTicks start after boot in clock ticks
 */
public record ProcessStat(
    long pid,
    String command,
    char state,
    long parent,
    long group,
    long session,
    long userTicks,
    long systemTicks,
    long startTicks) {

  /** Reads the line; empty when it is no such line. */
  public static Optional<ProcessStat> parse(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open < 1 || close < open || close + 2 >= line.length()) {
      return Optional.empty();
    }
    String[] rest = line.substring(close + 2).split(" ", -1);
    if (rest.length < 20) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ProcessStat(
              Long.parseLong(line.substring(0, open).strip()),
              line.substring(open + 1, close),
              rest[0].charAt(0),
              Long.parseLong(rest[1]),
              Long.parseLong(rest[2]),
              Long.parseLong(rest[3]),
              Long.parseLong(rest[11]),
              Long.parseLong(rest[12]),
              Long.parseLong(rest[19])));
    } catch (NumberFormatException notThisLine) {
      return Optional.empty();
    }
  }

  /** Whether it can still do anything. */
  public boolean alive() {
    return state != 'Z' && state != 'X';
  }
}
