// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a trace and the programs they run. A thread that no clone of the trace explains
 * (strace was attached, or the filter leaves clone out) is taken for one of the first program's,
 * and marked as not sure.
 */
final class Tracees {
  private static final int MOST_THREADS = 1 << 16;
  private static final int MOST_PROGRAMS = 4_000;
  private static final int NEAR = 1 << 8;

  private static final byte[] SHARE = Bytes.of("CLONE_FILES");
  private static final byte[] THREAD = Bytes.of("CLONE_THREAD");
  private static final byte[] OWN_EXE = Bytes.of("/proc/self/exe");

  private final Map<Long, Tracee> live = new HashMap<>();
  private final @Nullable Tracee[] near = new Tracee[NEAR];
  private final SequencedSet<Tracee> spawning = new LinkedHashSet<>();
  private final List<Program> programs = new ArrayList<>();
  private @Nullable Program first;

  /** What all tables use together. */
  final DescriptorTable.Room room = new DescriptorTable.Room();

  /** Lines of threads beyond the number that is kept. */
  int unknown;

  /** Whether the line at hand names its thread. */
  boolean isNumbered;

  /** Different threads that had lines. */
  int seen;

  /** All programs, in the order in which they appeared; the number is bounded. */
  List<Program> programs() {
    return programs;
  }

  Collection<Tracee> live() {
    return live.values();
  }

  /** The thread of a line; null when there are too many. */
  @Nullable Tracee of(long tid) {
    int slot = (int) (tid & (NEAR - 1));
    Tracee known = near[slot];
    if (known != null && known.tid == tid) {
      return known;
    }
    known = live.get(tid);
    if (known == null) {
      known = adopt(tid);
    }
    if (known != null) {
      near[slot] = known;
      if (!known.isSeen) {
        known.isSeen = true;
        known.program.threads++;
        seen++;
      }
    }
    return known;
  }

  private @Nullable Tracee adopt(long tid) {
    if (live.size() >= MOST_THREADS) {
      unknown++;
      return null;
    }
    Tracee parent = spawning.isEmpty() ? null : spawning.removeLast();
    if (parent != null && parent.inside == Call.SPAWN && parent.startedMeanwhile == 0) {
      parent.startedMeanwhile = tid;
      return start(tid, parent, parent.half(), 0, parent.halfLength);
    }
    Tracee unnamed = tid == 0 ? null : live.get(0L);
    if (unnamed != null) {
      return named(unnamed, tid);
    }
    Program home = first;
    if (home != null && home.alive > 0) {
      return join(tid, home, false);
    }
    Program made = add(new Program(tid, "", false, new DescriptorTable(room)));
    first = made;
    return join(tid, made, true);
  }

  /** On stderr the first thread has no number until there is a second one. */
  private Tracee named(Tracee unnamed, long tid) {
    leave(unnamed, false);
    Tracee made = join(tid, unnamed.program, unnamed.isSure);
    made.isSeen = true;
    made.program.alive--;
    if (made.program.pid == 0) {
      made.program.pid = tid;
    }
    return made;
  }

  private Program add(Program program) {
    if (programs.size() < MOST_PROGRAMS) {
      programs.add(program);
    }
    return program;
  }

  private Tracee join(long tid, Program program, boolean isSure) {
    Tracee made = new Tracee(tid, program, isSure);
    program.alive++;
    live.put(tid, made);
    return made;
  }

  /** A call that starts a thread or a process is in the kernel. */
  void spawning(Tracee parent) {
    if (spawning.size() < MOST_THREADS) {
      spawning.add(parent);
    }
  }

  /** Such a call came back. */
  void spawned(CallLine line) {
    Tracee parent = line.tracee;
    spawning.remove(parent);
    long child = line.result.value;
    if (!line.result.isSuccess() || child <= 0 || parent.startedMeanwhile == child) {
      return;
    }
    if (parent.startedMeanwhile != 0) {
      Tracee wrong = live.get(parent.startedMeanwhile);
      if (wrong != null) {
        wrong.isSure = false;
      }
    }
    Tracee known = live.get(child);
    if (known != null && known.isSeen && known.isSure) {
      return; // another call of the same kind took it, and both share one parent
    }
    if (known != null) {
      leave(known);
    }
    start(child, parent, line.bytes, line.from, line.result.arguments);
  }

  private Tracee start(long tid, Tracee parent, byte[] b, int from, int to) {
    Tracee old = live.get(tid);
    if (old != null) {
      leave(old);
    }
    Program program = parent.program;
    if (Bytes.has(b, from, to, THREAD)) {
      program.threadsStarted++;
      return join(tid, program, parent.isSure);
    }
    boolean isShared = Bytes.has(b, from, to, SHARE);
    if (isShared) {
      program.table.users++;
    }
    DescriptorTable table = isShared ? program.table : program.table.copy();
    return join(tid, add(program.forked(tid, table)), true);
  }

  /** An exec came back: another program, with the descriptors that were not marked. */
  void executed(CallLine line) {
    if (!line.result.isSuccess()) {
      return;
    }
    Tracee tracee = line.tracee;
    Program old = tracee.program;
    boolean isSelf = line.has(OWN_EXE);
    String exe = isSelf ? old.exe : line.quoted().orElse("");
    long pid = old.isPidSure ? old.pid : tracee.tid;
    Program made = add(new Program(pid, exe, true, old.table.exec()));
    made.isPidSure = true;
    made.firstLine = line.number;
    made.firstMicros = line.micros;
    made.listenPid = Environment.listenPid(line);
    made.hasListenFds = Environment.hasListenFds(line);
    old.isReplaced = true;
    release(old);
    if (old == first) {
      first = made;
    }
    made.alive = 1;
    made.threads = 1;
    tracee.program = made;
    tracee.isSure = true;
  }

  private static void release(Program program) {
    program.alive--;
    if (program.alive == 0) {
      program.table.drop();
    }
  }

  private void leave(Tracee tracee) {
    leave(tracee, true);
  }

  private void leave(Tracee tracee, boolean isEnd) {
    live.remove(tracee.tid);
    near[(int) (tracee.tid & (NEAR - 1))] = null;
    if (tracee.inside == Call.SPAWN) {
      spawning.remove(tracee);
    }
    if (isEnd) {
      release(tracee.program);
    }
  }

  /** A thread ended; the end of the leader is told last (wait of ptrace, {@code thread_group}). */
  void ended(Tracee tracee) {
    Program program = tracee.program;
    leave(tracee);
    if (program.alive == 0 && isNumbered) {
      leads(program, tracee.tid);
    }
  }

  /** strace says to which process it attached. */
  void attached(long pid) {
    Tracee tracee = of(pid);
    if (tracee != null) {
      leads(tracee.program, pid);
    }
  }

  private static void leads(Program program, long pid) {
    if (!program.isPidSure && pid > 0) {
      program.pid = pid;
      program.isPidSure = true;
    }
  }

  /** The leader's number goes to the thread that executes. */
  void superseded(Tracee leader, long by) {
    Tracee thread = live.get(by);
    if (thread == null) {
      return;
    }
    leave(leader);
    Tracee heir = join(leader.tid, thread.program, thread.isSure);
    heir.isSeen = true;
    heir.enter(
        thread.inside == null ? Call.EXECUTE : thread.inside,
        thread.insideLine,
        thread.insideMicros,
        thread.half(),
        0,
        thread.halfLength);
    leave(thread);
  }

  /** A signal shows that a thread belongs to the process of this number. */
  void belongs(Tracee tracee, long pid) {
    Program program = tracee.program;
    if (program.pid == pid) {
      program.isPidSure = true;
      tracee.isSure = true;
    } else if (!program.isPidSure) {
      program.pid = pid;
      program.isPidSure = true;
      tracee.isSure = true;
    } else if (!tracee.isSure) {
      Tracee leader = live.get(pid);
      if (leader != null && leader.program != program) {
        release(program);
        tracee.program = leader.program;
        leader.program.alive++;
        tracee.isSure = true;
      }
    }
  }
}
