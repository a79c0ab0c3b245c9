// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What of a running host is asked about. */
public sealed interface Target {
  /** As a user writes it: {@code pid:4711}, {@code container:9f2c}, {@code host}. */
  String words();

  /**
   * The processes that are looked at in depth, on a machine as it is now: those that are asked
   * about, their descendants, and who shares their cgroup. Empty when there is none.
   */
  NavigableSet<Long> processes(Machine machine);

  /** Reads what a user writes; empty for anything else, such as the name of a file. */
  static Optional<Target> of(String words) {
    if (words.equals("host")) {
      return Optional.of(new Host());
    }
    if (words.matches("pid:[1-9]\\d{0,9}")) {
      return Optional.of(new OneProcess(Long.parseLong(words.substring("pid:".length()))));
    }
    return words.matches("container:[A-Za-z0-9_.-]{4,80}")
        ? Optional.of(new Container(words.substring("container:".length())))
        : Optional.empty();
  }

  /** One process. */
  record OneProcess(long pid) implements Target {
    @Override
    public String words() {
      return "pid:" + pid;
    }

    @Override
    public NavigableSet<Long> processes(Machine machine) {
      if (machine.text("proc/" + pid + "/stat").isEmpty()) {
        return new TreeSet<>();
      }
      NavigableSet<Long> all = Target.withDescendants(machine, List.of(pid));
      String own = machine.text("proc/" + pid + "/cgroup").orElse("");
      boolean isContained = own.lines().anyMatch(line -> !line.endsWith(":/"));
      if (isContained) { // the root cgroup is no group of anything
        machine.pids().stream()
            .filter(other -> machine.text("proc/" + other + "/cgroup").orElse("").equals(own))
            .forEach(all::add);
      }
      return all;
    }
  }

  /** The processes whose cgroup's path has an id that begins so, of a container or of a pod. */
  record Container(String id) implements Target {
    private boolean isIn(String line) {
      String[] parts = line.split(":", 3); // behind the number and the controllers is the path
      return parts.length == 3
          && Pattern.compile("(?<![A-Za-z0-9])(?:pod)?" + Pattern.quote(id))
              .matcher(parts[2])
              .find();
    }

    @Override
    public String words() {
      return "container:" + id;
    }

    @Override
    public NavigableSet<Long> processes(Machine machine) {
      NavigableSet<Long> all = new TreeSet<>();
      for (long pid : machine.pids()) {
        if (machine.text("proc/" + pid + "/cgroup").orElse("").lines().anyMatch(this::isIn)) {
          all.add(pid);
        }
      }
      return all;
    }
  }

  /** All of it. */
  record Host() implements Target {
    @Override
    public String words() {
      return "host";
    }

    @Override
    public NavigableSet<Long> processes(Machine machine) {
      return new TreeSet<>(machine.pids());
    }
  }

  private static NavigableSet<Long> withDescendants(Machine machine, List<Long> roots) {
    Map<Long, List<Long>> children = new HashMap<>();
    for (long pid : machine.pids()) {
      String stat = machine.text("proc/" + pid + "/stat").orElse("");
      String[] rest = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", 3);
      Optional<Long> parent = rest.length > 2 ? ProcNumber.decimal(rest[1]) : Optional.empty();
      parent.ifPresent(key -> children.computeIfAbsent(key, _ -> new ArrayList<>()).add(pid));
    }
    NavigableSet<Long> all = new TreeSet<>();
    List<Long> next = new ArrayList<>(roots);
    while (!next.isEmpty()) {
      long pid = next.removeLast();
      if (all.add(pid)) {
        next.addAll(children.getOrDefault(pid, List.of()));
      }
    }
    return all;
  }
}
