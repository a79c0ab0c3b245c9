// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.host.cgroup.ControlGroup;
import dev.demarc.host.procfs.Proc;
import dev.demarc.host.procfs.ProcessStat;
import dev.demarc.host.syscall.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The living processes of a run. */
sealed interface Members {
  /** Whether there is one. */
  boolean any();

  /** Their ids. */
  List<Long> list();

  /** Kills all of them. */
  void kill();

  /** User and system time of all, also of those that ended; empty when that is not known. */
  Optional<Duration> cpu();

  /** By cgroup: nobody escapes. */
  record OfGroup(ControlGroup group) implements Members {
    @Override
    public boolean any() {
      return group.populated();
    }

    @Override
    public List<Long> list() {
      return group.members();
    }

    @Override
    public void kill() {
      group.kill();
    }

    @Override
    public Optional<Duration> cpu() {
      long micros = group.read().cpuMicros().orElse(-1);
      return micros < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(micros * 1000));
    }
  }

  /**
   * Without cgroups: who is in the session or group of the first process, or was started with the
   * private TMPDIR of the run. A process that leaves the session and clears its environment
   * escapes.
   */
  record OfSession(Proc proc, long session, long since, String marker) implements Members {
    private static final int ROUNDS = 50;

    @Override
    public boolean any() {
      return !list().isEmpty();
    }

    @Override
    public List<Long> list() {
      return proc.processes().stream()
          .filter(ProcessStat::alive)
          .filter(stat -> stat.startTicks() >= since)
          .filter(this::belongs)
          .map(ProcessStat::pid)
          .toList();
    }

    private boolean belongs(ProcessStat stat) {
      return stat.session() == session
          || stat.group() == session
          || proc.startedWith(stat.pid(), marker);
    }

    @Override
    public void kill() {
      for (int round = 0; round < ROUNDS; round++) {
        List<Long> alive = list();
        if (alive.isEmpty()) {
          return;
        }
        // stopped first: a stopped process cannot fork another while the list is worked through
        alive.forEach(pid -> Signals.send(pid, Signals.STOP));
        alive.forEach(pid -> Signals.send(pid, Signals.KILL));
      }
    }

    @Override
    public Optional<Duration> cpu() {
      return Optional.empty();
    }
  }
}
