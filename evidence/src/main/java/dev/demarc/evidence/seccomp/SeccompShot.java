// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.seccomp;

import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Shot;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.process.ProcessRedaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Takes proc/PID/status of every process, and, of one whose first thread is dead, the states of its
 * threads and, through one that lives, its sockets: the dead one has no table of files any more.
 */
public final class SeccompShot implements Shot {
  private static final int MOST_THREADS = 4096;
  private static final int MOST_FILES = 1 << 16;

  @Override
  public List<String> filesOfEach() {
    return List.of("status");
  }

  @Override
  public void take(Machine machine, NavigableSet<Long> pids, Snapshot.Builder into) {
    machine.copy(Threads.RELEASE, into);
    for (long pid : pids) {
      String path = "proc/" + pid + "/status";
      Optional<String> status =
          machine.copy(path, into).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
      if (status.filter(Threads::isDead).isPresent()) {
        threads(machine, pid, into);
      }
    }
  }

  private static void threads(Machine machine, long pid, Snapshot.Builder into) {
    String task = "proc/" + pid + "/task";
    List<String> names = machine.list(task, into);
    boolean hasSockets = false;
    for (String name : names.subList(0, Math.min(names.size(), MOST_THREADS))) {
      String thread = task + "/" + name;
      Optional<byte[]> status = machine.copy(thread + "/status", into);
      boolean lives =
          status
              .filter(
                  bytes -> !new String(bytes, StandardCharsets.ISO_8859_1).contains("\nState:\tZ"))
              .isPresent();
      if (lives && !hasSockets) {
        sockets(machine, thread, into);
        hasSockets = true;
      }
    }
  }

  private static void sockets(Machine machine, String thread, Snapshot.Builder into) {
    machine.copy(thread + "/net/tcp", into);
    machine.copy(thread + "/net/tcp6", into);
    link(machine, thread + "/exe")
        .map(ProcessRedaction::path)
        .ifPresent(exe -> into.link(thread + "/exe", exe));
    List<String> files = machine.list(thread + "/fd", into);
    for (String file : files.subList(0, Math.min(files.size(), MOST_FILES))) {
      link(machine, thread + "/fd/" + file)
          .filter(target -> target.startsWith("socket:["))
          .ifPresent(socket -> into.link(thread + "/fd/" + file, socket));
    }
  }

  private static Optional<String> link(Machine machine, String path) {
    try {
      Path target = Files.readSymbolicLink(machine.root().resolve(path));
      return Optional.of(target.toString());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
