// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the sockets that someone listens on, once for each network, and who holds which descriptor.
 * Of connections nothing is kept but that a descriptor is a socket.
 */
final class SocketLook {
  /** So many sockets of a process are kept; beyond, only those that listen. */
  private static final int MOST_SOCKETS = 1024;

  private static final int MOST_DESCRIPTORS = 1 << 16;
  private static final int MOST_THREADS = 512;

  /** A process that reads signals from a descriptor has blocked them on purpose. */
  static final String SIGNALS = "anon_inode:[signalfd]";

  private static final int STANDARD_ERROR = 2;

  /** Tables of sockets below proc/PID/net. */
  static final List<String> TABLES = List.of("tcp", "tcp6", "unix");

  private final Machine machine;
  private final Snapshot.Builder into;
  private final Set<String> networks = new HashSet<>();
  private final Set<String> listening = new HashSet<>();
  private boolean waiting;

  SocketLook(Machine machine, Snapshot.Builder into) {
    this.machine = machine;
    this.into = into;
  }

  /** Takes the tables of the network that a process is in, if no other process gave them. */
  void tables(long pid, String network) {
    if (networks.contains(network)) {
      return;
    }
    for (String table : TABLES) {
      String path = "proc/" + pid + "/net/" + table;
      machine
          .read(path, into)
          .map(bytes -> listening(new String(bytes, StandardCharsets.ISO_8859_1), table))
          .ifPresent(lines -> into.file(path, lines.getBytes(StandardCharsets.ISO_8859_1)));
    }
    boolean some = TABLES.stream().anyMatch(table -> into.has("proc/" + pid + "/net/" + table));
    boolean still =
        machine.readLink("proc/" + pid + "/ns/net", into).filter(network::equals).isPresent();
    if (some && still) { // one that has ended meanwhile leaves a part of them, or none
      networks.add(network);
    }
  }

  private String listening(String table, String name) {
    StringBuilder kept = new StringBuilder();
    boolean head = true;
    for (String line : (Iterable<String>) table.lines()::iterator) {
      Optional<ListenLine> listen = ListenLine.parse(line, name);
      if (head) {
        kept.append(line).append('\n');
      } else if (listen.isPresent()) {
        listening.add("socket:[" + listen.get().inode() + "]");
        waiting |= listen.get().waiting() > 0;
        int path = name.equals("unix") ? line.indexOf('/') : -1;
        kept.append(
                path < 0
                    ? line
                    : line.substring(0, path) + ProcessRedaction.path(line.substring(path)))
            .append('\n');
      }
      head = false;
    }
    return kept.toString();
  }

  /** Whether a listening socket has connections that nobody has accepted. */
  boolean isSomebodyWaiting() {
    return waiting;
  }

  /**
   * Takes the sockets among the descriptors of a process, and what its first three are.
   *
   * @param go whether it is a Go program, in which no thread ought to wait in accept
   */
  void descriptors(long pid, boolean go) {
    String home = "proc/" + pid + "/fd";
    List<String> blocking = new ArrayList<>();
    int sockets = 0;
    Snapshot.Builder scratch = Snapshot.at(Instant.EPOCH);
    List<String> all = machine.list(home, into);
    for (String fd : all.subList(0, Math.min(MOST_DESCRIPTORS, all.size()))) {
      String path = home + "/" + fd;
      String target = machine.readLink(path, scratch).orElse("");
      if (target.isEmpty() && !scratch.build().refused().isEmpty()) {
        into.refused(home);
        return;
      }
      boolean listens = listening.contains(target);
      boolean isSocket = target.startsWith("socket:[");
      sockets += isSocket ? 1 : 0;
      if (listens || (isSocket && sockets <= MOST_SOCKETS) || isStream(fd, target)) {
        into.link(path, target);
      }
      if (listens && isBlocking(machine.copy("proc/" + pid + "/fdinfo/" + fd, into))) {
        blocking.add(fd);
      }
    }
    if (go && !blocking.isEmpty()) {
      waiting("proc/" + pid + "/task", blocking);
    }
  }

  private static boolean isStream(String fd, String target) {
    if (target.equals(SIGNALS)) {
      return true;
    }
    return fd.length() == 1
        && fd.charAt(0) <= '0' + STANDARD_ERROR
        && (target.startsWith("pipe:[") || target.equals("/dev/null"));
  }

  private static boolean isBlocking(Optional<byte[]> fdinfo) {
    return fdinfo
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .filter(text -> !Listener.isNonblocking(text))
        .isPresent();
  }

  /** Keeps of the threads that wait in accept the number of the call and the descriptor. */
  private void waiting(String home, List<String> blocking) {
    for (String thread : machine.list(home, into).stream().limit(MOST_THREADS).toList()) {
      String path = home + "/" + thread + "/syscall";
      Optional<byte[]> call = machine.read(path, into);
      if (call.isEmpty()) {
        return;
      }
      String[] words = new String(call.get(), StandardCharsets.ISO_8859_1).split(" ", 3);
      if (words.length == 3
          && blocking.stream().anyMatch(fd -> Listener.isAccept(words[0], words[1], fd))) {
        into.file(path, (words[0] + " " + words[1] + "\n").getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }
}
