// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import dev.demarc.evidence.capture.Subject;
import java.util.Optional;

/**
 * A process at one moment.
 *
 * @param parent the process that it belongs to now; 0 has none
 * @param command the name that the kernel keeps, at most 15 characters: a script's is the script's
 * @param state one letter of proc_pid_stat(5): Z is a zombie
 * @param session number of its session; its own number when it leads one
 * @param terminal whether it hangs on a terminal
 * @param ticks CPU time of its own, in hundredths of a second
 * @param reapedTicks CPU time of its children that have ended and were waited for
 * @param threads how many of it live
 * @param startTicks when it began after boot, in hundredths of a second
 * @param age seconds since then; 0 when the snapshot has no uptime
 * @param kernel whether it is a thread of the kernel
 * @param program what its executable is; unknown when it was not looked at
 * @param exe its executable without private folders, with {@code (deleted)} when the file is gone
 */
public record LiveProcess(
    long pid,
    long parent,
    String command,
    char state,
    long session,
    boolean terminal,
    long ticks,
    long reapedTicks,
    long threads,
    long startTicks,
    double age,
    boolean kernel,
    Program program,
    Optional<String> exe) {
  /** USER_HZ, which is 100 on all machines that the JDK knows. */
  public static final double TICKS = 100;

  /** Of its stat line. */
  static LiveProcess of(StatLine stat, double uptime, Program program, Optional<String> exe) {
    double age = uptime > 0 ? Math.max(0, uptime - stat.startTicks() / TICKS) : 0;
    return new LiveProcess(
        stat.pid(),
        stat.parent(),
        stat.command(),
        stat.state(),
        stat.session(),
        stat.terminal() != 0,
        stat.ticks(),
        stat.reapedTicks(),
        stat.threads(),
        stat.startTicks(),
        age,
        stat.isKernel(),
        program,
        exe);
  }

  /**
   * Whether it has ended and nobody has waited for it. A process whose first thread alone has ended
   * has the same letter.
   */
  public boolean isZombie() {
    return state == 'Z' && threads <= 1;
  }

  /** Whether another process of another snapshot is the same one: numbers are used again. */
  public boolean isSame(LiveProcess other) {
    return pid == other.pid && startTicks == other.startTicks;
  }

  /** The file name of its executable, else its command. */
  public String name() {
    String path = exe.orElse(command).replace(" (deleted)", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** As the subject of a verdict. */
  public Subject subject() {
    Subject subject = Subject.pid(pid);
    return exe.isPresent() ? subject.with("exe", exe.get()) : subject.with("command", command);
  }

  /** In words: {@code pid 4711 (app, Go 1.26.8)}. */
  public String words() {
    String kind = program.kind() == ProgramKind.UNKNOWN ? "" : ", " + program.words();
    return "pid " + pid + " (" + name() + kind + ")";
  }
}
