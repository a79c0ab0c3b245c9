// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.machine.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A descriptor of a process behind which a socket listens.
 *
 * @param inode of the socket: two descriptors with one inode are one socket
 * @param address {@code tcp 127.0.0.1:8080}, {@code unix /run/x.sock}
 * @param nonblocking whether O_NONBLOCK is set; empty when it could not be seen
 * @param waiting connections that nobody has accepted; -1 when the kernel does not say
 * @param acceptor a thread that waits in accept for it now; only looked for in Go programs whose
 *     socket blocks
 * @param spot the descriptor, below the snapshot
 */
public record Listener(
    long pid,
    int fd,
    long inode,
    String address,
    Optional<Boolean> nonblocking,
    long waiting,
    OptionalLong acceptor,
    Spot spot) {
  private static final Pattern FLAGS = Pattern.compile("(?m)^flags:\\s*([0-7]{1,20})$");
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d{1,18})\\]");
  private static final Pattern CALL = Pattern.compile("\\d{1,4} 0x[0-9a-f]{1,16}\\s*");

  /** O_NONBLOCK of {@code asm-generic/fcntl.h}. */
  private static final long NONBLOCK = 04000;

  /** accept and accept4 of x86-64, and of the machines that have the generic table. */
  private static final List<String> ACCEPT = List.of("43", "288", "202", "242");

  /** All of a snapshot's processes that were looked at in depth, by process and descriptor. */
  public static List<Listener> in(Snapshot snapshot) {
    return snapshot.view(Found.class, Listener::find).all();
  }

  /** A view has a type of its own. */
  private record Found(List<Listener> all) {}

  private static Found find(Snapshot snapshot) {
    Map<Long, ListenLine> sockets = new HashMap<>();
    List<Listener> all = new ArrayList<>();
    for (long pid : snapshot.pids()) {
      for (String table : SocketLook.TABLES) {
        snapshot.lines("proc/" + pid + "/net/" + table).stream()
            .flatMap(line -> ListenLine.parse(line, table).stream())
            .forEach(line -> sockets.put(line.inode(), line));
      }
    }
    for (long pid : snapshot.pids()) {
      String home = "proc/" + pid + "/fd";
      for (String fd : snapshot.children(home)) {
        Matcher socket = SOCKET.matcher(snapshot.link(home + "/" + fd).orElse(""));
        if (fd.matches("\\d{1,9}") && socket.matches()) {
          Optional.ofNullable(sockets.get(Long.parseLong(socket.group(1))))
              .map(line -> of(snapshot, pid, Integer.parseInt(fd), line))
              .ifPresent(all::add);
        }
      }
    }
    all.sort(Listener::byOwner);
    return new Found(List.copyOf(all));
  }

  private static int byOwner(Listener one, Listener other) {
    int by = Long.compare(one.pid, other.pid);
    return by != 0 ? by : Integer.compare(one.fd, other.fd);
  }

  private static Listener of(Snapshot snapshot, long pid, int fd, ListenLine line) {
    String info = "proc/" + pid + "/fdinfo/" + fd;
    Optional<Boolean> nonblocking =
        snapshot.text(info).filter(text -> FLAGS.matcher(text).find()).map(Listener::isNonblocking);
    String tasks = "proc/" + pid + "/task";
    OptionalLong acceptor =
        snapshot.children(tasks).stream()
            .filter(thread -> thread.matches("\\d{1,9}"))
            .filter(thread -> accepts(snapshot.text(tasks + "/" + thread + "/syscall"), fd))
            .mapToLong(Long::parseLong)
            .findFirst();
    return new Listener(
        pid,
        fd,
        line.inode(),
        line.address(),
        nonblocking,
        line.waiting(),
        acceptor,
        Spot.file(nonblocking.isPresent() ? info : "proc/" + pid + "/fd/" + fd));
  }

  private static boolean accepts(Optional<String> call, int fd) {
    if (call.filter(text -> CALL.matcher(text).matches()).isEmpty()) {
      return false;
    }
    String[] words = call.get().strip().split(" ", 2);
    return isAccept(words[0], words[1], Integer.toString(fd));
  }

  static boolean isAccept(String call, String first, String fd) {
    return ACCEPT.contains(call)
        && fd.matches("\\d{1,9}")
        && first.equals("0x" + Long.toHexString(Long.parseLong(fd)));
  }

  /** By the text of /proc/PID/fdinfo/FD. */
  static boolean isNonblocking(String fdinfo) {
    Matcher flags = FLAGS.matcher(fdinfo);
    return flags.find() && (Long.parseLong(flags.group(1), 8) & NONBLOCK) != 0;
  }
}
