// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.strace.OpenFile.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tables of descriptors: what opens a number, copies it, closes it. It gives null instead
 * of an Optional: a trace has a million lines, and each would cost two objects.
 */
final class DescriptorCalls {
  private static final byte[] CLOEXEC = Bytes.of("CLOEXEC");
  private static final byte[] NONBLOCK = Bytes.of("NONBLOCK");
  private static final byte[] COPY = Bytes.of("F_DUPFD");
  private static final byte[] SET_FLAGS = Bytes.of("F_SETFL");
  private static final byte[] GET_FLAGS = Bytes.of("F_GETFL");
  private static final byte[] SET_CLOEXEC = Bytes.of("F_SETFD");
  private static final byte[] SET_BLOCKING = Bytes.of("FIONBIO");
  private static final byte[] MULTIPATH = Bytes.of("IPPROTO_MPTCP");
  private static final byte[] RIGHTS = Bytes.of("SCM_RIGHTS");
  private static final byte[] WATCH = Bytes.of("EPOLL_CTL_");
  private static final int WATCHED = "EPOLL_CTL_ADD,".length();
  private static final byte[] WRONG = Bytes.of("EBADF");
  private static final byte[] SOCKET = Bytes.of("socket");
  private static final byte[] PIDFD = Bytes.of("pidfd");

  private final Listeners listeners;
  private final FdArgument other = new FdArgument();

  DescriptorCalls(Listeners listeners) {
    this.listeners = listeners;
  }

  /** Whether the call is one of these; its result is read, and it did not fail with EBADF. */
  void see(CallLine line) {
    switch (line.call) {
      case OPEN -> open(line);
      case ACCEPT -> accept(line);
      case DUPLICATE, DUPLICATE_ONTO -> duplicate(line);
      case CONTROL -> control(line);
      case DEVICE_CONTROL -> deviceControl(line);
      case PAIR -> pair(line, (byte) '[', false);
      case RECEIVE -> {
        if (line.has(RIGHTS)) {
          pair(line, (byte) '[', true);
        }
      }
      case CLOSE -> close(line);
      case CLOSE_RANGE -> closeRange(line);
      case POLL -> poll(line);
      case LISTEN -> {
        Descriptor open = first(line);
        if (open != null) {
          listeners.listening(line, open);
        }
      }
      case BIND,
          SOCKET,
          INPUT,
          OUTPUT,
          POLL_WAIT,
          SPAWN,
          EXECUTE,
          EXIT,
          CLOCK,
          AFFINITY,
          NAME_MEMORY,
          KILL_THREAD,
          SLEEP,
          MEMORY,
          FUTEX,
          SIGNAL_MASK,
          OTHER -> {}
    }
  }

  /** The descriptor of the first argument, as it is now; null when the trace does not show it. */
  @Nullable Descriptor first(CallLine line) {
    return line.fd.number < 0 && !line.fd.read(line.bytes, line.from, line.to)
        ? null
        : seen(line, line.fd);
  }

  /** A labelled number is open, whether or not a line opened it. */
  private @Nullable Descriptor seen(CallLine line, FdArgument fd) {
    DescriptorTable table = line.program.table;
    Descriptor open = table.open(fd.number);
    if (open != null) {
      boolean isStale = fd.isLabelled() && !fd.isSameLabel(open.file().raw);
      if (!isStale) {
        return open;
      }
      String label = fd.label().orElse("");
      if (open.file().label.isEmpty() || (open.file().isSocket && Labels.isSocket(label))) {
        open.file().rename(fd.label());
        return open;
      }
    } else {
      Descriptor.Closed closed = table.closed(fd.number);
      if (closed != null && closed.moment().line() > line.startNumber) {
        return closed.was(); // closed by another thread while the call was inside
      }
      if (closed != null && !fd.isLabelled()) {
        return null;
      }
    }
    String label = fd.label().orElse("");
    boolean isInherited = open == null && table.closed(fd.number) == null;
    boolean isPassedDown = isInherited && line.program.isFromStart && line.program.firstFree >= 0;
    OpenFile file = listeners.known(label).orElseGet(() -> new OpenFile(label, false));
    table.put(
        fd.number, Descriptor.of(file, line.moment(), isInherited, !isPassedDown), line.moment());
    return table.open(fd.number);
  }

  private void open(CallLine line) {
    if (!line.result.isSuccess() || !other.read(line.bytes, line.result.from, line.result.to)) {
      return;
    }
    boolean isSocket = Bytes.starts(line.bytes, line.nameFrom, line.nameTo, SOCKET);
    String label = other.label().orElseGet(() -> isSocket ? "" : line.quoted().orElse(""));
    OpenFile file = new OpenFile(label, isSocket);
    if (isSocket) {
      file.mode = line.has(NONBLOCK) ? Mode.NON_BLOCKING : Mode.BLOCKING;
    }
    boolean isCloexec =
        line.has(CLOEXEC) || Bytes.starts(line.bytes, line.nameFrom, line.nameTo, PIDFD);
    if (line.program.firstFree < 0) {
      line.program.firstFree = other.number;
    }
    BadDescriptors.opened(line.tracee, label);
    signs(line, label, isSocket);
    line.program.table.put(
        other.number, Descriptor.of(file, line.moment(), false, isCloexec), line.moment());
  }

  private static void signs(CallLine line, String label, boolean isSocket) {
    if (line.program.isGo()) {
      return;
    }
    if (label.endsWith("/hpage_pmd_size")) {
      line.program.sign(GoSign.HUGE_PAGES);
    } else if (label.endsWith("/somaxconn")) {
      line.program.sign(GoSign.BACKLOG);
    } else if (isSocket && line.has(MULTIPATH)) {
      line.program.sign(GoSign.MULTIPATH);
    }
  }

  private void accept(CallLine line) {
    Descriptor listener = first(line);
    if (listener != null) {
      listeners.accepted(line, listener);
    }
    if (line.result.isSuccess() && other.read(line.bytes, line.result.from, line.result.to)) {
      OpenFile file = new OpenFile(other.label().orElse(""), true);
      line.program.table.put(
          other.number,
          Descriptor.of(file, line.moment(), false, line.has(CLOEXEC)),
          line.moment());
    }
  }

  private void duplicate(CallLine line) {
    Descriptor from = first(line);
    if (from != null
        && line.result.isSuccess()
        && other.read(line.bytes, line.result.from, line.result.to)) {
      copy(line, from, other.number, line.has(CLOEXEC));
    }
  }

  private static void copy(CallLine line, Descriptor from, int number, boolean isCloexec) {
    line.program.table.put(
        number,
        Descriptor.of(from.file(), line.moment(), false, isCloexec).copyOf(line.fd.number),
        line.moment());
  }

  private void control(CallLine line) {
    Descriptor open = first(line);
    if (open == null || line.result.isError()) {
      return;
    }
    if (line.has(COPY)) {
      if (line.result.isSuccess() && other.read(line.bytes, line.result.from, line.result.to)) {
        copy(line, open, other.number, line.has(CLOEXEC));
      }
    } else if (line.has(SET_FLAGS)) {
      listeners.setFlags(line, open, line.has(NONBLOCK));
    } else if (line.has(GET_FLAGS)) {
      boolean isOn = Bytes.has(line.bytes, line.result.from, line.result.to, NONBLOCK);
      open.file().mode = isOn ? Mode.NON_BLOCKING : Mode.BLOCKING;
    } else if (line.has(SET_CLOEXEC)) {
      boolean isOn = line.has(CLOEXEC);
      line.program.table.change(line.fd.number, one -> one.cloexec(isOn));
    }
  }

  private void deviceControl(CallLine line) {
    if (line.has(SET_BLOCKING) && !line.result.isError()) {
      boolean isOn = Bytes.find(line.bytes, line.from, line.result.arguments, Bytes.of("[0]")) < 0;
      Descriptor open = first(line);
      if (open != null) {
        listeners.setFlags(line, open, isOn);
      }
    }
  }

  /** Two or more numbers in square brackets, behind the last one of these in the arguments. */
  private void pair(CallLine line, byte bracket, boolean areRights) {
    if (line.result.isError()) {
      return;
    }
    int at = areRights ? Bytes.find(line.bytes, line.from, line.to, RIGHTS) : line.from;
    at = Bytes.find(line.bytes, at, line.result.arguments, bracket);
    boolean isSocket = Bytes.starts(line.bytes, line.nameFrom, line.nameTo, SOCKET);
    boolean isCloexec = line.has(CLOEXEC);
    while (at >= 0 && other.read(line.bytes, at + 1, line.result.arguments)) {
      OpenFile file = new OpenFile(other.label().orElse(""), isSocket);
      line.program.table.put(
          other.number, Descriptor.of(file, line.moment(), false, isCloexec), line.moment());
      at = other.next < line.result.arguments && line.bytes[other.next] == ',' ? other.next : -1;
    }
  }

  private void close(CallLine line) {
    line.program.closes++;
    if (line.fd.number < 0 && !line.fd.read(line.bytes, line.from, line.to)) {
      return;
    }
    line.tracee.step(line.fd.number);
    if (line.result.isErrno(line.bytes, WRONG)) {
      return;
    }
    if (!line.program.isGo()) {
      line.fd.label().ifPresent(label -> signs(line, label, false));
    }
    Descriptor open = seen(line, line.fd);
    line.program.table.close(line.fd.number, line.moment());
    if (open != null) {
      listeners.closed(line.program, line.fd.number, open, line.moment());
    }
  }

  private static void closeRange(CallLine line) {
    if (line.result.isError()) {
      return;
    }
    long first = Bytes.number(line.bytes, line.from, line.to);
    int comma = Bytes.find(line.bytes, line.from, line.to, (byte) ',');
    long last = comma < 0 ? first : Bytes.number(line.bytes, comma + 2, line.to);
    long until = last == 0 ? Integer.MAX_VALUE : last;
    boolean isMark = line.has(CLOEXEC);
    line.program.table.forEachOpen((fd, open) -> {
      if (fd >= first && fd <= until) {
        if (isMark) {
          line.program.table.change(fd, one -> one.cloexec(true));
        } else {
          line.program.table.close(fd, line.moment());
        }
      }
    });
  }

  private void poll(CallLine line) {
    int at = Bytes.find(line.bytes, line.from, line.result.arguments, WATCH);
    byte what = at < 0 ? 0 : line.bytes[at + WATCH.length];
    boolean isAdd = what == 'A';
    boolean isKnown = isAdd || what == 'D';
    if (!isKnown || !other.read(line.bytes, at + WATCHED, line.result.arguments)) {
      return;
    }
    int fd = other.number;
    if (seen(line, other) != null) {
      if (isAdd) {
        line.program.table.change(fd, Descriptor::polled);
      } else if (!line.result.isError()) {
        line.program.table.change(fd, Descriptor::unpolled);
      }
    }
  }
}
