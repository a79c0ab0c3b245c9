// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.machine.Bundle;
import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Shot;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.ProcessShot;
import dev.demarc.evidence.scheduling.SchedulingShot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Takes the fixtures: {@code TakeBundle FOLDER PID SECONDS…} writes a bundle of one process with
 * what these shots take, at once and after each of these times.
 */
final class TakeBundle {
  private static final List<Shot> SHOTS =
      List.of(new CgroupShot(), new ProcessShot(), new SchedulingShot());

  private TakeBundle() {}

  /** The command. */
  public static void main(String[] words) throws IOException, InterruptedException {
    long pid = Long.parseLong(words[1]);
    NavigableSet<Long> pids = new TreeSet<>(List.of(pid));
    List<Snapshot> all = new ArrayList<>();
    all.add(take(pids));
    for (int i = 2; i < words.length; i++) {
      Thread.sleep(Long.parseLong(words[i]) * 1000);
      all.add(take(pids));
    }
    Path folder = Files.createDirectories(Path.of(words[0]));
    Bundle.write(new Watch("fixture", "pid:" + pid, pids, all), List.of(), folder);
  }

  static Snapshot take(NavigableSet<Long> pids) {
    Snapshot.Builder into = Snapshot.at(Instant.now());
    Machine here = Machine.here();
    here.copy("proc/uptime", into);
    SHOTS.forEach(shot -> shot.take(here, pids, into));
    return into.build();
  }
}
