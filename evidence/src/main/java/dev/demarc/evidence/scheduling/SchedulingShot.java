// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.scheduling;

import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Shot;
import dev.demarc.evidence.machine.Snapshot;
import java.util.List;
import java.util.NavigableSet;

/**
 * Takes the clock source, the processors that are on, the status of each process, and, when few
 * processes are asked about, their limits, and times and timer slack of each of their threads: a
 * host with thousands of threads is not read thread by thread.
 */
public final class SchedulingShot implements Shot {
  /** Of a process, no more threads than these are looked at. */
  static final int MOST_THREADS = 1000;

  /** The clock source in use. */
  public static final String CLOCKSOURCE =
      "sys/devices/system/clocksource/clocksource0/current_clocksource";

  /** Those that the host has. */
  public static final String CLOCKSOURCES =
      "sys/devices/system/clocksource/clocksource0/available_clocksource";

  private static final String ONLINE = "sys/devices/system/cpu/online";

  @Override
  public List<String> filesOfEach() {
    return List.of("status");
  }

  @Override
  public void take(Machine machine, NavigableSet<Long> pids, Snapshot.Builder into) {
    List.of(CLOCKSOURCE, CLOCKSOURCES, ONLINE).forEach(path -> machine.copy(path, into));
    for (long pid : pids) {
      machine.copy("proc/" + pid + "/status", into);
      if (pids.size() <= FEW) {
        machine.copy("proc/" + pid + "/limits", into);
        threads(machine, pid, into);
      }
    }
  }

  private static void threads(Machine machine, long pid, Snapshot.Builder into) {
    String folder = "proc/" + pid + "/task";
    machine.list(folder, into).stream()
        .sorted()
        .limit(MOST_THREADS)
        .forEach(tid -> {
          machine.copy(folder + "/" + tid + "/schedstat", into);
          machine.copy(folder + "/" + tid + "/stat", into);
          // the file is not below task/
          machine.copy("proc/" + tid + "/timerslack_ns", into);
        });
  }
}
