// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.cgroup.CgroupShot;
import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Shot;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.process.ProcessShot;
import dev.demarc.evidence.scheduling.SchedulingShot;
import dev.demarc.evidence.seccomp.SeccompShot;
import dev.demarc.evidence.udp.UdpShot;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What is taken of a running host, one a line, by name. */
final class Shots {
  static final List<Shot> ALL =
      List.of(
          // one a line
          new CgroupShot(),
          new ProcessShot(),
          new SchedulingShot(),
          new SeccompShot(),
          new UdpShot());

  private Shots() {}

  /** Everything of one moment. */
  static Snapshot take(Machine machine, NavigableSet<Long> pids, Instant now) {
    Snapshot.Builder into = Snapshot.at(now);
    machine.copy("proc/uptime", into);
    if (pids.size() > Shot.FEW) {
      readAhead(machine, List.copyOf(pids), into);
    }
    ALL.forEach(shot -> shot.take(machine, pids, into));
    return into.build();
  }

  /** What is taken of each process is waited for in the kernel: the processors share that. */
  private static void readAhead(Machine machine, List<Long> pids, Snapshot.Builder into) {
    Set<String> files = new TreeSet<>();
    Set<String> links = new TreeSet<>();
    ALL.forEach(shot -> {
      files.addAll(shot.filesOfEach());
      links.addAll(shot.linksOfEach());
    });
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService all = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        int first = thread;
        all.execute(() -> {
          for (int i = first; i < pids.size(); i += threads) {
            String home = "proc/" + pids.get(i) + "/";
            files.forEach(name -> machine.copy(home + name, into));
            links.forEach(name -> machine.copyLink(home + name, into));
          }
        });
      }
    }
  }
}
