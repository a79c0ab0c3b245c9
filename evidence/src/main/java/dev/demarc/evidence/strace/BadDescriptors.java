// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the calls that met a number which is not open. On one number of a process the earliest
 * counts; the later ones are its effects.
 */
final class BadDescriptors {
  private static final int MOST = 4_000;

  /** Standard input, output and error: whether they are open is asked, not assumed. */
  private static final int FIRST = 3;

  private static final byte[] PROBE = Bytes.of("F_GETFD");
  private static final byte[] COPY = Bytes.of("F_DUPFD");
  private static final String POLLER = "anon_inode:[event";
  private static final List<String> QUOTAS =
      List.of("/cpu.max", "/cpu.cfs_quota_us", "/cpu.cfs_period_us");
  private static final byte[] TYPE = Bytes.of("SO_TYPE");

  private final SequencedMap<Key, Fault> faults = new LinkedHashMap<>();

  /** Numbers below 0 and failures of open ones (a read of what was opened to write). */
  int unexplained;

  private record Key(Program program, int fd) {}

  /** One number, its first failure, and how many followed. */
  static final class Fault {
    final Program program;
    final int fd;
    final Call call;
    final String text;
    final Moment moment;

    /** What was known of the number: the generation that ended last; null when it had none. */
    final Descriptor.@Nullable Closed last;

    /** What is open under the number and is no socket, when that is the fault. */
    final @Nullable Descriptor other;

    final Tracee.Sweep sweep;
    int effects;

    /** Whether a call that only sockets take was among those that failed. */
    boolean isOfSockets;

    /** Whether a copy was asked for, as Go's net.FileListener and its like do. */
    boolean isCopied;

    /** Whether the thread opened the same again at once: it knows what to do about it. */
    boolean isHandled;

    private Fault(
        CallLine line,
        int fd,
        String text,
        Descriptor.@Nullable Closed last,
        @Nullable Descriptor other) {
      this.program = line.program;
      this.fd = fd;
      this.call = line.call;
      this.text = text;
      this.moment = line.moment();
      this.last = last;
      this.other = other;
      this.sweep = line.tracee.sweep;
    }
  }

  Collection<Fault> all() {
    return faults.values();
  }

  /** A call said EBADF. */
  void see(CallLine line) {
    FdArgument fd = line.fd;
    if (!line.call.isOfDescriptor() || !fd.read(line.bytes, line.from, line.to)) {
      unexplained++;
      return;
    }
    line.tracee.step(fd.number);
    boolean isOpen = fd.isLabelled() || line.program.table.open(fd.number) != null;
    boolean isProbe = line.call == Call.CONTROL && line.has(PROBE);
    if (isOpen || isProbe || fd.number < FIRST) {
      unexplained++;
      return;
    }
    add(line, "-1 EBADF", line.program.table.closed(fd.number), null);
  }

  /**
   * A call said ENOTSOCK: the number is open, and stands for what the Go runtime polls with, or for
   * the quota that it keeps open since Go 1.25 (internal/cgroup). Other kinds of files may be
   * passed on by right, and asked what they are.
   */
  void seeNoSocket(CallLine line, Optional<Descriptor> open) {
    boolean isAsked =
        line.call == Call.ACCEPT
            || line.call == Call.LISTEN
            || (line.call == Call.SOCKET && line.has(TYPE));
    if (!isAsked || open.isEmpty() || open.get().file().isSocket) {
      return;
    }
    Descriptor wrong = open.get();
    int named = wrong.copyOf() >= 0 ? wrong.copyOf() : line.fd.number;
    if (named >= FIRST && isOfRuntime(wrong.file().label) && line.program.isGo()) {
      add(line, "-1 ENOTSOCK", null, wrong);
    }
  }

  private static boolean isOfRuntime(String label) {
    return label.startsWith(POLLER) || QUOTAS.stream().anyMatch(label::endsWith);
  }

  private void add(
      CallLine line, String result, Descriptor.@Nullable Closed last, @Nullable Descriptor other) {
    int fd = other != null && other.copyOf() >= 0 ? other.copyOf() : line.fd.number;
    Key key = new Key(line.program, fd);
    Fault known = faults.get(key);
    if (known != null) {
      known.effects++;
      note(known, line);
    } else if (faults.size() < MOST) {
      String label = other == null ? "" : other.file().label;
      String text = Told.call(line.name(), line.fd.number, label, line.constants(), result);
      Fault fault = new Fault(line, fd, text, last, other);
      faults.put(key, fault);
      note(fault, line);
      line.tracee.fault = fault;
    } else {
      unexplained++;
    }
  }

  private static void note(Fault fault, CallLine line) {
    fault.isOfSockets |=
        line.call == Call.SOCKET
            || line.call == Call.ACCEPT
            || line.call == Call.LISTEN
            || line.call == Call.BIND;
    fault.isCopied |= line.call == Call.CONTROL && line.has(COPY);
  }

  /** A thread opens something; when that is what it just missed, it has dealt with it. */
  static void opened(Tracee tracee, String label) {
    Fault fault = tracee.fault;
    tracee.fault = null;
    if (fault != null
        && fault.last != null
        && !label.isEmpty()
        && fault.last.was().file().label.equals(label)) {
      fault.isHandled = true;
    }
  }
}
