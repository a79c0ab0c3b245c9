// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the lines of a trace one after the other, joins the halves of calls, and hands them on. */
final class Tracer {
  private static final int LONGEST = 1 << 13;

  /** Of the first half of a plain call only a number at its beginning may count. */
  private static final int NUMBER = 12;

  private static final byte[] UNFINISHED = Bytes.of("<unfinished ...>");
  private static final byte[] DETACHED = Bytes.of("<detached ...>");
  private static final byte[] PID_CHANGED = Bytes.of(" <pid changed to ");
  private static final byte[] RESUMED = Bytes.of(" resumed>");
  private static final byte[] PROCESS = Bytes.of("strace: Process ");
  private static final byte[] ATTACHED = Bytes.of(" attached");
  private static final byte[] WITH = Bytes.of(" attached with ");
  private static final byte[] SPAWN = Bytes.of("clone");
  private static final byte[] MESSAGE = Bytes.of("strace: ");
  private static final byte[] MODE = Bytes.of("[ Process PID=");
  private static final byte[] STACK = Bytes.of(" > ");

  final LineHead head = new LineHead();
  final Tracees tracees = new Tracees();
  final Listeners listeners = new Listeners();
  final BadDescriptors faults = new BadDescriptors();
  final Addresses addresses = new Addresses();
  final FailingCalls failing = new FailingCalls();
  final Stacks stacks = new Stacks(failing);
  final Signals signals;
  long calls;

  /** Whether lines begin with a number: strace -o writes it with -f only (print_pid_pfx). */
  boolean namesThreads;

  private final DescriptorCalls descriptors = new DescriptorCalls(listeners);
  private final ProgramSigns signs = new ProgramSigns(stacks);
  private final Call.Names names = new Call.Names();
  private final byte[] joined = new byte[LONGEST + 4096];
  private final long ownTid;
  private final boolean isStrict;
  private @Nullable CallLine line;
  private @Nullable Tracee broken;
  private TraceLines lines;

  /**
   * A tracer of one file.
   *
   * @param ownTid the thread of lines that name none: the ending of the file's name, or 0
   * @param isStrict whether each line is looked at in full, to tell other texts apart
   */
  Tracer(TraceLines lines, long ownTid, boolean isStrict) {
    this.lines = lines;
    this.isStrict = isStrict;
    this.ownTid = ownTid;
    this.signals = new Signals(tracees, listeners);
  }

  /** Takes the line that is at hand; false when it is none of strace. */
  boolean take() {
    byte[] b = lines.bytes;
    int from = lines.from;
    int to = lines.to;
    if (from == to) {
      return true;
    }
    if (Bytes.starts(b, from, to, STACK)) {
      stacks.frame(b, from, to);
      return true;
    }
    stacks.end();
    if (broken != null && b[from] == ' ') {
      return mended(b, from, to);
    }
    broken = null;
    int scanned = lines.scanned();
    if (scanned >= 0) {
      head.usual(lines.scan(), scanned);
    } else {
      head.read(b, from, to);
    }
    if (head.body >= to) {
      return false;
    }
    long name = scanned < 0 ? LineScan.name(b, head.body, to) : lines.scan().names[scanned];
    namesThreads |= head.tid > 0;
    long tid = head.tid == 0 ? ownTid : head.tid;
    return switch (b[head.body]) {
      case '<' -> resumed(tid, b, head.body, to, name);
      case '-', '+' -> {
        tracees.isNumbered = head.tid > 0;
        yield signals.take(tid, b, head.body, to, lines.number, head.micros);
      }
      case 's' -> message(b, head.body, to) || call(tid, b, head.body, to, name);
      case '[' -> Bytes.starts(b, head.body, to, MODE);
      default -> call(tid, b, head.body, to, name);
    };
  }

  /** On stderr a clone's line is broken by the message that its thread is attached. */
  private boolean isBroken(long tid, byte[] b, int from, int open, int to, Call call) {
    int at = Bytes.find(b, open, to, PROCESS);
    if (at < 0 || call != Call.SPAWN || !Bytes.ends(b, from, to, ATTACHED)) {
      return false;
    }
    Tracee tracee = tracees.of(tid);
    if (tracee != null) {
      tracee.enter(call, lines.number, head.micros, b, open + 1, at);
      tracees.spawning(tracee);
      tracees.of(Bytes.number(b, at + PROCESS.length, to));
      broken = tracee;
    }
    return true;
  }

  /** The rest of such a line: it goes on, or another thread comes between. */
  private boolean mended(byte[] b, int from, int to) {
    Tracee tracee = broken;
    broken = null;
    if (tracee != null && tracee.inside == Call.SPAWN && !Bytes.ends(b, from, to, UNFINISHED)) {
      calls++;
      int length = join(tracee, SPAWN, 0, SPAWN.length, from, b, to);
      completed(
          tracee, Call.SPAWN, joined, 0, SPAWN.length, length, tracee.insideLine, head.micros);
      tracee.inside = null;
    }
    return true;
  }

  private boolean message(byte[] b, int from, int to) {
    if (!Bytes.starts(b, from, to, MESSAGE)) {
      return false;
    }
    boolean isOne = Bytes.starts(b, from, to, PROCESS);
    if (isOne && Bytes.has(b, from, to, WITH)) {
      tracees.attached(Bytes.number(b, from + PROCESS.length, to));
    } else if (isOne && Bytes.ends(b, from, to, ATTACHED)) {
      tracees.of(Bytes.number(b, from + PROCESS.length, to));
    }
    return true;
  }

  private boolean call(long tid, byte[] b, int from, int to, long name) {
    int hash = (int) (name >> 32);
    int open = (int) name;
    if (open == from || open >= to || b[open] != '(') {
      return false;
    }
    Call call = names.of(b, from, open, hash);
    if (b[to - 1] == 'd' && isBroken(tid, b, from, open, to, call)) {
      return true;
    }
    if (to - open < 5 || (b[to - 1] != '>' && isStrict && !hasResult(b, open, to))) {
      return false;
    }
    Tracee tracee = tracees.of(tid);
    if (tracee == null) {
      return true;
    }
    if (b[to - 1] == '>' && isHalf(tracee, call, b, from, open, to)) {
      return true;
    }
    calls++;
    completed(tracee, call, b, from, open, to, lines.number, head.micros);
    return true;
  }

  /** Whether {@code ) =} stands somewhere: cheap, from the end. */
  private static boolean hasResult(byte[] b, int from, int to) {
    for (int i = to - 2; i > from; i--) {
      if (b[i] == '=' && b[i - 1] == ' ' && b[i + 1] == ' ') {
        return true;
      }
    }
    return false;
  }

  /** The first half of a call, or one whose end will never be seen. */
  private boolean isHalf(Tracee tracee, Call call, byte[] b, int from, int open, int to) {
    int cut;
    if (Bytes.ends(b, from, to, UNFINISHED)) {
      cut = to - UNFINISHED.length;
    } else if (Bytes.ends(b, from, to, DETACHED)) {
      tracee.inside = null;
      return true;
    } else if (call == Call.EXECUTE && Bytes.has(b, from, to, PID_CHANGED)) {
      cut = Bytes.find(b, from, to, PID_CHANGED);
    } else {
      return false;
    }
    long micros = head.micros < 0 || !head.isCoarse ? head.micros : head.micros + 999_999;
    boolean isPlain = call.isPlain() && (tracee.program.isGo() || !call.isTelling());
    int kept = isPlain ? Math.min(cut, open + 1 + NUMBER) : cut;
    tracee.enter(call, lines.number, micros, b, open + 1, kept);
    if (call == Call.SPAWN) {
      tracees.spawning(tracee);
    }
    return true;
  }

  private boolean resumed(long tid, byte[] b, int from, int to, long name) {
    int start = from + LineScan.BACK.length;
    if (!Bytes.starts(b, from, to, LineScan.BACK)) {
      return false;
    }
    int hash = (int) (name >> 32);
    int open = (int) name;
    if (!Bytes.starts(b, open, to, RESUMED)) {
      return false;
    }
    Tracee tracee = tracees.of(tid);
    if (tracee == null) {
      return true;
    }
    Call call = names.of(b, start, open, hash);
    int rest = open + RESUMED.length;
    if (tracee.inside != call) {
      tracee.inside = null; // its first half is not in this trace
      return true;
    }
    if (b[to - 1] == '?' && Bytes.has(b, rest, Math.min(to, rest + 32), UNFINISHED)) {
      return true; // the thread is killed inside; its end follows
    }
    int startLine = tracee.insideLine;
    long startMicros = tracee.insideMicros;
    calls++;
    boolean isWithText = call == Call.OUTPUT && lines.isStackNext(); // its descriptor counts
    if (!isWithText && isPlainResult(tracee, call, b, rest, to)) {
      tracee.inside = null;
      completed(tracee, call, b, start, open, to, startLine, startMicros);
      return true;
    }
    int length = join(tracee, b, start, open, rest, b, to);
    completed(tracee, call, joined, 0, open - start, length, startLine, startMicros);
    tracee.inside = null;
    return true;
  }

  /** Whether nothing is kept of the call and it did not fail for its number. */
  private static boolean isPlainResult(Tracee tracee, Call call, byte[] b, int from, int to) {
    return call.isPlain()
        && call != Call.SOCKET
        && (tracee.program.isGo() || !call.isTelling())
        && b[to - 1] != '>'
        && !CallResult.isBadDescriptor(b, from, to);
  }

  /** Puts name, first half and second half in a row; of a long second half the ends. */
  private int join(Tracee tracee, byte[] names, int name, int nameEnd, int rest, byte[] b, int to) {
    int length = Math.min(nameEnd - name, 64);
    System.arraycopy(names, name, joined, 0, length);
    joined[length++] = '(';
    System.arraycopy(tracee.half(), 0, joined, length, tracee.halfLength);
    length += tracee.halfLength;
    int room = joined.length - length;
    if (to - rest <= room) {
      System.arraycopy(b, rest, joined, length, to - rest);
      return length + to - rest;
    }
    int end = room / 2;
    System.arraycopy(b, rest, joined, length, room - end);
    System.arraycopy(b, to - end, joined, joined.length - end, end);
    return joined.length;
  }

  private void completed(
      Tracee tracee,
      Call call,
      byte[] b,
      int nameFrom,
      int open,
      int to,
      int startLine,
      long startMicros) {
    Program program = tracee.program;
    program.calls++;
    program.kinds.add(call);
    program.lastLine = lines.number;
    program.lastMicros = head.micros;
    if (program.firstLine == 0) {
      program.firstLine = lines.number;
      program.firstMicros = head.micros;
    }
    boolean hasStack = lines.isStackNext();
    CallLine now = line == null ? new CallLine(tracee) : line;
    line = now;
    int end = b[to - 1] == '>' ? now.result.withoutTime(b, open + 1, to) : notTimed(now, to);
    boolean isBad = CallResult.isBadDescriptor(b, open, end);
    if (call.isPlain() && !isBad && !hasStack) {
      boolean isTelling = call.isTelling() && !program.isGo();
      if (!isTelling && (call != Call.SOCKET || !CallResult.isNoSocket(b, open, end))) {
        if (b[end - 1] == ')' && call != Call.FUTEX) {
          failing.plain(tracee, b, nameFrom, open, end, lines.number, head.micros);
        }
        return;
      }
    }
    now.tracee = tracee;
    now.program = program;
    now.call = call;
    now.bytes = b;
    now.nameFrom = nameFrom;
    now.nameTo = open;
    now.from = open + 1;
    now.to = end;
    now.number = lines.number;
    now.micros = head.micros;
    now.startNumber = startLine;
    now.startMicros = startMicros;
    now.hasStack = hasStack;
    now.again();
    if (now.result.read(b, open + 1, end)) {
      dispatch(now, isBad);
    }
  }

  private static int notTimed(CallLine now, int to) {
    now.result.took = -1;
    return to;
  }

  private void dispatch(CallLine now, boolean isBad) {
    signs.see(now);
    if (now.hasStack) {
      stacks.begin(now);
    } else if (now.result.isError() && now.result.isNumber) {
      failing.plain(now);
    }
    if (isBad) {
      faults.see(now);
      if (now.call != Call.CLOSE) {
        return;
      }
    }
    if (now.hasStack && now.call == Call.OUTPUT) {
      failing.wrote(now);
    }
    descriptors.see(now);
    switch (now.call) {
      case ACCEPT, LISTEN, SOCKET -> {
        if (CallResult.isNoSocket(now.bytes, now.from, now.to)) {
          faults.seeNoSocket(now, Optional.ofNullable(descriptors.first(now)));
        }
      }
      case BIND -> addresses.bound(now, Optional.ofNullable(descriptors.first(now)));
      case SPAWN -> tracees.spawned(now);
      case EXECUTE -> tracees.executed(now);
      case KILL_THREAD -> signals.killed(now);
      case OPEN,
          DUPLICATE,
          DUPLICATE_ONTO,
          CONTROL,
          DEVICE_CONTROL,
          PAIR,
          CLOSE,
          CLOSE_RANGE,
          INPUT,
          RECEIVE,
          OUTPUT,
          POLL,
          POLL_WAIT,
          EXIT,
          CLOCK,
          AFFINITY,
          NAME_MEMORY,
          SLEEP,
          MEMORY,
          FUTEX,
          SIGNAL_MASK,
          OTHER -> {}
    }
  }
}
