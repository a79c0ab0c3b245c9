// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import dev.demarc.evidence.machine.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who started whom: all processes of a snapshot. */
public final class ProcessTree {
  private final Snapshot snapshot;
  private final NavigableMap<Long, LiveProcess> all = new TreeMap<>();
  private final Map<Long, List<LiveProcess>> children = new HashMap<>();

  private ProcessTree(Snapshot snapshot) {
    this.snapshot = snapshot;
    double uptime = snapshot.uptime();
    for (long pid : snapshot.pids()) {
      String home = "proc/" + pid;
      snapshot
          .text(home + "/stat")
          .flatMap(StatLine::parse)
          .filter(stat -> stat.pid() == pid)
          .map(stat ->
              LiveProcess.of(
                  stat,
                  uptime,
                  snapshot.text("demarc/exe/" + pid).map(Program::parse).orElse(Program.UNSEEN),
                  snapshot.link(home + "/exe")))
          .ifPresent(process -> all.put(process.pid(), process));
    }
    for (LiveProcess process : all.values()) {
      children.computeIfAbsent(process.parent(), key -> new ArrayList<>()).add(process);
    }
  }

  /** The processes of a snapshot; made once. */
  public static ProcessTree in(Snapshot snapshot) {
    return snapshot.view(ProcessTree.class, ProcessTree::new);
  }

  /** One of them. */
  public Optional<LiveProcess> process(long pid) {
    return Optional.ofNullable(all.get(pid));
  }

  /** All of them, by number. */
  public Collection<LiveProcess> all() {
    return Collections.unmodifiableCollection(all.values());
  }

  /** Who belongs to a process, by number. */
  public List<LiveProcess> children(long pid) {
    return Collections.unmodifiableList(children.getOrDefault(pid, List.of()));
  }

  /** Its parent, if it can be seen. */
  public Optional<LiveProcess> parent(LiveProcess process) {
    return process(process.parent()).filter(parent -> parent.pid() != process.pid());
  }

  /** Its parent, the parent of that, and so on; the nearest first. */
  public List<LiveProcess> ancestors(LiveProcess process) {
    List<LiveProcess> found = new ArrayList<>();
    Optional<LiveProcess> next = parent(process);
    while (next.isPresent() && !found.contains(next.get())) {
      found.add(next.get());
      next = parent(next.get());
    }
    return found;
  }

  /** Its children, their children, and so on. */
  public List<LiveProcess> descendants(long pid) {
    List<LiveProcess> found = new ArrayList<>(children(pid));
    for (int i = 0; i < found.size() && found.size() <= all.size(); i++) {
      found.addAll(children(found.get(i).pid()));
    }
    return found;
  }

  /** The sockets that a process listens on. */
  public List<Listener> listeners(long pid) {
    return Listener.in(snapshot).stream().filter(one -> one.pid() == pid).toList();
  }

  /** The lines of its cgroups; empty when they were not taken. */
  public String cgroups(LiveProcess process) {
    return snapshot.text("proc/" + process.pid() + "/cgroup").orElse("");
  }

  /** Its arguments as far as they may be seen: {@link ProcessRedaction#arguments}. */
  public List<String> arguments(LiveProcess process) {
    String text = snapshot.text("proc/" + process.pid() + "/cmdline").orElse("");
    return Stream.of(text.split("\0", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /**
   * A variable of the environment that it was started with; empty when it is not set, when it is
   * none of those that may be seen, or when the environment was not taken.
   */
  public Optional<String> variable(LiveProcess process, String name) {
    String text = snapshot.text("proc/" + process.pid() + "/environ").orElse("");
    return Stream.of(text.split("\0", -1))
        .filter(entry -> entry.startsWith(name + "="))
        .map(entry -> entry.substring(name.length() + 1))
        .findFirst();
  }

  /**
   * The names of all variables that it was started with; empty when its environment was not taken.
   */
  public Optional<NavigableSet<String>> variables(LiveProcess process) {
    return snapshot
        .text("proc/" + process.pid() + "/environ")
        .map(text -> {
          NavigableSet<String> names = new TreeSet<>();
          for (String entry : text.split("\0", -1)) {
            if (!entry.isEmpty()) {
              names.add(entry.split("=", 2)[0]);
            }
          }
          return names;
        });
  }

  /** What a descriptor is: {@code pipe:[4711]}; only the first three and sockets were taken. */
  public Optional<String> descriptor(LiveProcess process, int fd) {
    return snapshot.link("proc/" + process.pid() + "/fd/" + fd);
  }

  /** Whether it reads signals from a descriptor instead of having them delivered. */
  public boolean readsSignals(LiveProcess process) {
    String home = "proc/" + process.pid() + "/fd";
    return snapshot.children(home).stream()
        .anyMatch(
            fd -> snapshot.link(home + "/" + fd).filter(SocketLook.SIGNALS::equals).isPresent());
  }

  /**
   * Whether the descriptors of a process were taken, so that what is not there is not held. Its
   * status is taken after them: where there is none, or of one whose first thread has ended, which
   * shows no descriptors, it had gone.
   */
  public boolean showsDescriptors(LiveProcess process) {
    List<String> status = snapshot.lines("proc/" + process.pid() + "/status");
    return !status.isEmpty()
        && status.stream().noneMatch(line -> line.startsWith("State:\tZ"))
        && !snapshot.isRefused("proc/" + process.pid() + "/fd");
  }

  /** Whether two processes number processes alike; a container has numbers of its own. */
  public boolean sharePidSpace(LiveProcess one, LiveProcess other) {
    Optional<String> space = snapshot.link("proc/" + one.pid() + "/ns/pid");
    Optional<String> others = snapshot.link("proc/" + other.pid() + "/ns/pid");
    return space.isEmpty() || others.isEmpty() || space.equals(others);
  }

  /**
   * Its number within its own space of numbers, as a program in a container sees it; its number
   * when it has no other.
   */
  public long innerPid(LiveProcess process) {
    return snapshot.lines("proc/" + process.pid() + "/status").stream()
        .filter(line -> line.startsWith("NSpid:"))
        .map(line -> line.substring(line.lastIndexOf('\t') + 1).strip())
        .filter(number -> number.matches("\\d{1,10}"))
        .map(Long::valueOf)
        .findFirst()
        .orElse(process.pid());
  }
}
