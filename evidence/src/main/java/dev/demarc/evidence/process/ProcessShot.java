// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Shot;
import dev.demarc.evidence.machine.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Takes processes: of all that can be seen the stat line, which makes the tree; of those asked
 * about and of their ancestors what they are, how they treat signals and which sockets they hold.
 * What {@link ProgramLook} says of an executable is kept as {@code demarc/exe/PID}.
 */
public final class ProcessShot implements Shot {
  /** Threads and limits are taken when this many processes or fewer are asked about. */
  private static final int FEW = 64;

  private static final int MOST_THREADS = 64;

  @Override
  public void take(Machine machine, NavigableSet<Long> pids, Snapshot.Builder into) {
    Map<Long, StatLine> all = new HashMap<>();
    for (long pid : machine.pids()) {
      machine
          .copy("proc/" + pid + "/stat", into)
          .flatMap(bytes -> StatLine.parse(new String(bytes, StandardCharsets.ISO_8859_1)))
          .ifPresent(stat -> all.put(pid, stat));
    }
    NavigableSet<Long> deep = withAncestors(pids, all);
    ProgramLook programs = new ProgramLook(machine);
    SocketLook sockets = new SocketLook(machine, into);
    for (long pid : deep) {
      for (String space : List.of("pid", "mnt")) {
        if (!into.has("proc/" + pid + "/ns/" + space)) { // another shot may have it
          machine.copyLink("proc/" + pid + "/ns/" + space, into);
        }
      }
      machine.copyLink("proc/" + pid + "/ns/net", into).ifPresent(net -> sockets.tables(pid, net));
    }
    for (long pid : deep) {
      String home = "proc/" + pid + "/";
      List.of("status", "cgroup").stream()
          .filter(file -> !into.has(home + file))
          .forEach(file -> machine.copy(home + file, into));
      String program = program(machine, pid, programs, into);
      sockets.descriptors(pid, program.startsWith("runtime go"));
      if (pids.size() <= FEW) {
        machine.copy(home + "limits", into);
        threads(machine, home + "task", into);
      }
    }
  }

  /** Threads of the kernel hold nothing, and are left out. */
  private static NavigableSet<Long> withAncestors(
      NavigableSet<Long> pids, Map<Long, StatLine> all) {
    NavigableSet<Long> deep = new TreeSet<>();
    for (long pid : pids) {
      StatLine stat = all.get(pid);
      while (stat != null && !stat.isKernel() && deep.add(stat.pid())) {
        stat = all.get(stat.parent());
      }
    }
    return deep;
  }

  private static String program(
      Machine machine, long pid, ProgramLook programs, Snapshot.Builder into) {
    String home = "proc/" + pid + "/";
    String arguments = keep(home + "cmdline", machine, ProcessRedaction::arguments, into);
    keep(home + "environ", machine, ProcessRedaction::environment, into);
    Optional<String> exe = machine.readLink(home + "exe", into);
    if (exe.isEmpty()) {
      return ""; // a zombie has none, and that of another user may not be seen
    }
    into.link(home + "exe", ProcessRedaction.path(exe.get()));
    String lines = programs.at(pid, exe.get(), arguments, into);
    into.file("demarc/exe/" + pid, lines.getBytes(StandardCharsets.ISO_8859_1));
    return lines;
  }

  private static String keep(
      String path,
      Machine machine,
      java.util.function.UnaryOperator<String> redaction,
      Snapshot.Builder into) {
    Optional<String> text =
        machine
            .read(path, into)
            .map(bytes -> redaction.apply(new String(bytes, StandardCharsets.ISO_8859_1)));
    text.ifPresent(kept -> into.file(path, kept.getBytes(StandardCharsets.ISO_8859_1)));
    return text.orElse("");
  }

  private static void threads(Machine machine, String home, Snapshot.Builder into) {
    machine.list(home, into).stream()
        .sorted()
        .limit(MOST_THREADS)
        .forEach(thread -> machine.copy(home + "/" + thread + "/stat", into));
  }
}
