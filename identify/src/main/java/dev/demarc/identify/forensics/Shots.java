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
    ALL.forEach(shot -> shot.take(machine, pids, into));
    return into.build();
  }
}
