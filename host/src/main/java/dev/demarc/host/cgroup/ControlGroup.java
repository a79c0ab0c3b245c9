// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.cgroup;

import dev.demarc.host.syscall.Signals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The group of one run: fresh, so that its counters are those of the run alone. */
public sealed interface ControlGroup permits V1ControlGroup, V2ControlGroup {
  /** Files into which a process writes 0 to join, before it becomes the component. */
  List<Path> joins();

  /** What the kernel counted so far. */
  Readings read();

  /** Whether a process is in it that can still do anything. */
  boolean populated();

  /** The processes in it. */
  List<Long> members();

  /** Kills everything in it, also what forks while it is killed. */
  void kill();

  /** Removes it; the problems when that is not possible in time. */
  List<String> remove(Duration atMost);

  /**
   * Sends SIGKILL to all members again and again, up to {@code rounds} times, until none is left.
   */
  static void killMembers(ControlGroup group, int rounds) {
    for (int round = 0; round < rounds; round++) {
      List<Long> members = group.members();
      if (members.isEmpty()) {
        return;
      }
      members.stream().filter(pid -> pid > 1).forEach(pid -> Signals.send(pid, Signals.KILL));
      pause();
    }
  }

  /** Removes directories, waiting for the kernel to let go of them. */
  static List<String> removeAll(List<Path> directories, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    List<String> problems = attempt(directories);
    while (!problems.isEmpty() && System.nanoTime() < end) {
      pause();
      problems = attempt(directories);
    }
    return problems;
  }

  private static List<String> attempt(List<Path> directories) {
    return directories.stream().map(ControlFile::remove).flatMap(Optional::stream).toList();
  }

  /** The kernel tells nobody when a group can be removed: polling is the mechanism. */
  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(2));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
