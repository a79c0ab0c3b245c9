// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.seccomp;

import dev.demarc.evidence.machine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The threads of a process whose first thread is dead.
 *
 * @param pid of the process, which is the number of its first thread
 * @param name of that thread, at most 15 characters
 * @param exe of a thread that lives; empty when it may not be seen
 * @param filter {@code Seccomp:} of the first thread: 0 none, 2 a filter, 3 killed by one; -1
 *     unknown
 * @param living threads that go on
 * @param dying threads that have SIGKILL before them: the whole process is ending
 * @param listens TCP sockets that it still holds
 */
public record Threads(
    long pid,
    String name,
    Optional<String> exe,
    int filter,
    List<Long> living,
    List<Long> dying,
    List<Listen> listens) {
  static final String RELEASE = "proc/sys/kernel/osrelease";

  /** SIGKILL in a mask of signals. */
  private static final long KILL = 1L << 8;

  private static final int LISTEN = 0x0a;

  /** Copies the lists. */
  public Threads {
    living = List.copyOf(living);
    dying = List.copyOf(dying);
    listens = List.copyOf(listens);
  }

  /**
   * A TCP socket that listens.
   *
   * @param waiting connections that nobody has accepted
   */
  public record Listen(int port, long waiting) {}

  /** All of a snapshot. */
  public record Dead(List<Threads> groups) {
    /** Copies the list. */
    public Dead {
      groups = List.copyOf(groups);
    }

    /** Of one snapshot. */
    public static Dead of(Snapshot snapshot) {
      return new Dead(
          snapshot.pids().stream().flatMap(pid -> Threads.of(snapshot, pid).stream()).toList());
    }

    /** Of one process. */
    public Optional<Threads> of(long pid) {
      return groups.stream().filter(one -> one.pid() == pid).findFirst();
    }
  }

  /** The kernel's version, as {@code 6 * 1000 + 1} for 6.1; 0 when it was not taken. */
  public static int kernel(Snapshot snapshot) {
    String[] parts = snapshot.text(RELEASE).orElse("").strip().split("[.-]", 3);
    boolean isVersion =
        parts.length > 1 && parts[0].matches("\\d{1,3}") && parts[1].matches("\\d{1,3}");
    return isVersion ? Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]) : 0;
  }

  /** Whether a status is that of a thread that has ended, or that a filter killed. */
  static boolean isDead(String status) {
    return status.contains("\nState:\tZ") || status.contains("\nSeccomp:\t3");
  }

  private static Optional<Threads> of(Snapshot snapshot, long pid) {
    String path = "proc/" + pid + "/status";
    if (!snapshot.text(path).map(Threads::isDead).orElse(false)) {
      return Optional.empty();
    }
    int filter = number(field(snapshot, path, "Seccomp"), 10).intValue();
    String task = "proc/" + pid + "/task";
    List<Long> living = new ArrayList<>();
    List<Long> dying = new ArrayList<>();
    for (String name : snapshot.children(task)) {
      String status = task + "/" + name + "/status";
      String state = field(snapshot, status, "State");
      if (name.equals("" + pid)
          || state.isEmpty()
          || state.startsWith("Z")
          || state.startsWith("X")) {
        continue;
      }
      long pending =
          number(field(snapshot, status, "SigPnd"), 16)
              | number(field(snapshot, status, "ShdPnd"), 16);
      (pending != -1 && (pending & KILL) != 0 ? dying : living).add(number(name, 10));
    }
    return Optional.of(
        new Threads(
            pid,
            field(snapshot, path, "Name"),
            children(snapshot, task)
                .flatMap(one -> snapshot.link(one + "/exe").stream())
                .findFirst(),
            filter,
            living,
            dying,
            children(snapshot, task).flatMap(one -> listens(snapshot, one)).distinct().toList()));
  }

  private static Stream<String> children(Snapshot snapshot, String task) {
    return snapshot.children(task).stream().map(name -> task + "/" + name);
  }

  private static Stream<Listen> listens(Snapshot snapshot, String thread) {
    List<String> held =
        snapshot.children(thread + "/fd").stream()
            .flatMap(name -> snapshot.link(thread + "/fd/" + name).stream())
            .toList();
    return held.isEmpty()
        ? Stream.empty()
        : Stream.of("tcp", "tcp6")
            .flatMap(table -> snapshot.lines(thread + "/net/" + table).stream())
            .flatMap(line -> listen(line, held).stream());
  }

  /**
   * {@code sl local rem st tx:rx tr:tm retrnsmt uid timeout inode …}; rx of a listener is its
   * queue.
   */
  private static Optional<Listen> listen(String line, List<String> held) {
    String[] cells = line.strip().split("\\s+", 12);
    if (cells.length < 10
        || number(cells[3], 16) != LISTEN
        || !held.contains("socket:[" + cells[9] + "]")) {
      return Optional.empty();
    }
    long port = number(cells[1].substring(cells[1].indexOf(':') + 1), 16);
    long waiting = number(cells[4].substring(cells[4].indexOf(':') + 1), 16);
    return Optional.of(new Listen((int) port, Math.max(0, waiting)));
  }

  private static String field(Snapshot snapshot, String path, String name) {
    return snapshot.lines(path).stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static Long number(String text, int radix) {
    try {
      return radix == 16 ? Long.parseUnsignedLong(text, 16) : Long.parseLong(text);
    } catch (NumberFormatException noNumber) {
      return -1L;
    }
  }
}
