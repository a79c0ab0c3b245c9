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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Takes processes: of all that can be seen the stat line, which makes the tree; of those asked
 * about and of their ancestors what they are, how they treat signals and which sockets they hold.
 * Of a whole host that is a lot, and only Go programs, what they have started, what runs above them
 * and process 1 are taken so; of the others what their executable is. What {@link ProgramLook} says
 * of an executable is kept as {@code demarc/exe/PID}.
 */
public final class ProcessShot implements Shot {
  private static final int MOST_THREADS = 64;

  @Override
  public List<String> filesOfEach() {
    return List.of("stat");
  }

  @Override
  public void take(Machine machine, NavigableSet<Long> pids, Snapshot.Builder into) {
    Map<Long, StatLine> all = new HashMap<>();
    for (long pid : machine.pids()) {
      machine
          .copy("proc/" + pid + "/stat", into)
          .flatMap(bytes -> StatLine.parse(new String(bytes, StandardCharsets.ISO_8859_1)))
          .ifPresent(stat -> all.put(pid, stat));
    }
    NavigableSet<Long> asked = withAncestors(pids, all);
    ProgramLook programs = new ProgramLook(machine);
    boolean few = pids.size() <= FEW;
    NavigableSet<Long> deep = few ? asked : aroundGo(machine, asked, all, programs, into);
    SocketLook sockets = new SocketLook(machine, into);
    for (long pid : deep) {
      machine.copyLink("proc/" + pid + "/ns/pid", into);
      machine.copyLink("proc/" + pid + "/ns/net", into).ifPresent(net -> sockets.tables(pid, net));
    }
    for (long pid : deep) {
      String home = "proc/" + pid + "/";
      machine.copy(home + "cgroup", into);
      String arguments = keep(home + "cmdline", machine, ProcessRedaction::arguments, into);
      keep(home + "environ", machine, ProcessRedaction::environment, into);
      String program = program(machine, pid, into, exe -> programs.at(pid, exe, arguments, into));
      sockets.descriptors(pid, program.startsWith("runtime go"));
      machine.copyAgain(home + "status", into); // after the descriptors: it says whether it lived
      if (few) {
        machine.copy(home + "limits", into);
        threads(machine, home + "task", into);
      }
    }
    if (sockets.isSomebodyWaiting()) { // then who holds a socket is asked of everybody
      asked.stream()
          .filter(pid -> !deep.contains(pid))
          .forEach(pid -> {
            sockets.descriptors(pid, false);
            machine.copyAgain("proc/" + pid + "/status", into);
          });
    }
  }

  /** Looks at all executables, and gives those that have to do with a Go program. */
  private static NavigableSet<Long> aroundGo(
      Machine machine,
      NavigableSet<Long> asked,
      Map<Long, StatLine> all,
      ProgramLook programs,
      Snapshot.Builder into) {
    NavigableSet<Long> go = new TreeSet<>();
    for (long pid : asked) {
      if (program(machine, pid, into, exe -> programs.lines(pid, exe)).startsWith("runtime go")) {
        go.add(pid);
      }
    }
    NavigableSet<Long> below = new TreeSet<>(go);
    for (long pid : asked) {
      if (!go.isEmpty() && isBelow(pid, go, all)) {
        below.add(pid);
      }
    }
    NavigableSet<Long> deep = withAncestors(below, all);
    if (asked.contains(1L)) {
      deep.add(1L);
    }
    return deep;
  }

  /** Whether a process or one above it is among these. */
  private static boolean isBelow(long pid, Set<Long> these, Map<Long, StatLine> all) {
    StatLine stat = all.get(pid);
    for (int step = 0; stat != null && !stat.isKernel() && step < all.size(); step++) {
      if (these.contains(stat.pid())) {
        return true;
      }
      stat = all.get(stat.parent());
    }
    return false;
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
      Machine machine, long pid, Snapshot.Builder into, UnaryOperator<String> look) {
    String path = "proc/" + pid + "/exe";
    Optional<String> exe = machine.readLink(path, into);
    if (exe.isEmpty()) {
      return ""; // a zombie has none, and that of another user may not be seen
    }
    into.link(path, ProcessRedaction.path(exe.get()));
    String lines = look.apply(exe.get());
    into.file("demarc/exe/" + pid, lines.getBytes(StandardCharsets.ISO_8859_1));
    return lines;
  }

  private static String keep(
      String path, Machine machine, UnaryOperator<String> redaction, Snapshot.Builder into) {
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
