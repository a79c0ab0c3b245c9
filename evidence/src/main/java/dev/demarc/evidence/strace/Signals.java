// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.ArrayList;
import java.util.List;

/** Signals that arrive, and ends. */
final class Signals {
  private static final int MOST = 1_000;

  private static final byte[] ARRIVES = Bytes.of("--- SIG");
  private static final byte[] STOPPED = Bytes.of("--- stopped by ");
  private static final byte[] EXITED = Bytes.of("+++ exited with ");
  private static final byte[] KILLED = Bytes.of("+++ killed by ");
  private static final byte[] SUPERSEDED = Bytes.of("+++ superseded by execve in pid ");
  private static final byte[] URGENT = Bytes.of("SIGURG ");
  private static final byte[] BY_THREAD = Bytes.of("si_code=SI_TKILL");
  private static final byte[] SENDER = Bytes.of("si_pid=");
  private static final byte[] REFUSED = Bytes.of("SIGSYS ");
  private static final byte[] BY_FILTER = Bytes.of("si_code=SYS_SECCOMP");
  private static final byte[] NUMBER = Bytes.of("si_syscall=");
  private static final List<byte[]> RELOADS =
      List.of(Bytes.of("SIGHUP "), Bytes.of("SIGUSR1 "), Bytes.of("SIGUSR2 "));
  private static final List<byte[]> STOPS =
      List.of(Bytes.of("SIGTERM "), Bytes.of("SIGINT "), Bytes.of("SIGQUIT "));

  private final Tracees tracees;
  private final Listeners listeners;
  private final List<Refusal> refusals = new ArrayList<>();
  private final FdArgument fd = new FdArgument();

  /** A call that a seccomp filter answered with SIGSYS. */
  record Refusal(Moment moment, String syscall) {}

  Signals(Tracees tracees, Listeners listeners) {
    this.tracees = tracees;
    this.listeners = listeners;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  boolean take(long tid, byte[] b, int from, int to, int number, long micros) {
    boolean isSignal = Bytes.starts(b, from, to, ARRIVES);
    boolean isExit = Bytes.starts(b, from, to, EXITED) || Bytes.starts(b, from, to, KILLED);
    boolean isHandedOver = Bytes.starts(b, from, to, SUPERSEDED);
    if (!isSignal && !isExit && !isHandedOver) {
      return Bytes.starts(b, from, to, STOPPED);
    }
    Tracee tracee = tracees.of(tid);
    if (tracee == null) {
      return true;
    }
    Moment moment = new Moment(tid, tracee.isSure, number, micros);
    if (isSignal) {
      arrived(tracee, moment, b, from + 4, to);
    } else {
      inside(tracee, moment);
      if (isHandedOver) {
        tracees.superseded(tracee, Bytes.number(b, from + SUPERSEDED.length, to));
      } else {
        tracees.ended(tracee);
      }
    }
    return true;
  }

  private void arrived(Tracee tracee, Moment moment, byte[] b, int from, int to) {
    Program program = tracee.program;
    if (Bytes.starts(b, from, to, URGENT)) {
      int sender = Bytes.find(b, from, to, SENDER);
      if (sender > 0 && Bytes.has(b, from, to, BY_THREAD)) {
        urged(tracee, Bytes.number(b, sender + SENDER.length, to));
      }
    } else if (Bytes.starts(b, from, to, REFUSED) && Bytes.has(b, from, to, BY_FILTER)) {
      int call = Bytes.find(b, from, to, NUMBER);
      if (call > 0 && refusals.size() < MOST) {
        refusals.add(new Refusal(moment, word(b, call + NUMBER.length, to)));
      }
    } else if (program.reloadAt == null) {
      RELOADS.stream()
          .filter(signal -> Bytes.starts(b, from, to, signal))
          .findFirst()
          .ifPresent(signal -> {
            program.reload = Bytes.text(signal, 0, signal.length - 1);
            program.reloadAt = moment;
          });
    }
    program.isStopping |= STOPS.stream().anyMatch(signal -> Bytes.starts(b, from, to, signal));
  }

  /** {@code __NR_mkdir} is mkdir; a number stays one. */
  private static String word(byte[] b, int from, int to) {
    int i = from;
    while (i < to && i - from < 40 && (Character.isLetterOrDigit(b[i]) || b[i] == '_')) {
      i++;
    }
    String word = Bytes.text(b, from, i);
    return word.startsWith("__NR_") ? word.substring(5) : word;
  }

  /** Go stops its threads by a signal that it sends to itself. */
  private void urged(Tracee tracee, long sender) {
    tracees.belongs(tracee, sender);
    if (tracee.program.pid == sender) {
      tracee.program.sign(GoSign.PREEMPTION);
    }
  }

  /** A call of tgkill: who sends SIGURG to a thread of its own process is Go. */
  void killed(CallLine line) {
    if (line.has(Bytes.of("SIGURG"))) {
      urged(line.tracee, Bytes.number(line.bytes, line.from, line.to));
    }
  }

  /** A thread ends, or the trace does: an accept that it is in never came back. */
  void inside(Tracee tracee, Moment until) {
    if (tracee.inside != Call.ACCEPT || !fd.read(tracee.half(), 0, tracee.halfLength)) {
      return;
    }
    Descriptor open = tracee.program.table.open(fd.number);
    if (open == null && fd.isLabelled()) {
      OpenFile file =
          listeners
              .known(fd.label().orElse(""))
              .orElseGet(() -> new OpenFile(fd.label().orElse(""), true));
      open = Descriptor.of(file, until, true, true);
    }
    if (open != null) {
      listeners.neverBack(
          tracee.program,
          fd.number,
          open,
          new Moment(tracee.tid, tracee.isSure, tracee.insideLine, tracee.insideMicros),
          until);
    }
    tracee.inside = null;
  }
}
