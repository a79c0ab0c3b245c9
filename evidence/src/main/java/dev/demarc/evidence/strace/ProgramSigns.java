// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

/** What a single call says of its program: that it is Go, and that it asks the kernel the time. */
final class ProgramSigns {
  private static final byte[] EVENTS = Bytes.of(", 128, ");
  private static final byte[] NO_MASK = Bytes.of("NULL, 0");
  private static final byte[] MASK = Bytes.of("0, 8192, ");
  private static final byte[] NAMED = Bytes.of("\"Go: ");

  private static final byte[] STEP = Bytes.of("{tv_sec=0, tv_nsec=20000}");
  private static final byte[] ROOM = Bytes.of("[112 => ");

  private final Stacks stacks;

  ProgramSigns(Stacks stacks) {
    this.stacks = stacks;
  }

  void see(CallLine line) {
    switch (line.call) {
      case POLL_WAIT -> {
        if (line.has(NO_MASK)) {
          sign(line, GoSign.POLL_ROOM, EVENTS);
        }
      }
      case AFFINITY -> sign(line, GoSign.AFFINITY_ROOM, MASK);
      case NAME_MEMORY -> sign(line, GoSign.NAMED_MEMORY, NAMED);
      case CLOCK -> clock(line);
      case SLEEP -> sign(line, GoSign.SYSMON, STEP);
      case SOCKET -> sign(line, GoSign.ADDRESS_ROOM, ROOM);
      case OPEN,
          ACCEPT,
          DUPLICATE,
          DUPLICATE_ONTO,
          CONTROL,
          DEVICE_CONTROL,
          PAIR,
          CLOSE,
          CLOSE_RANGE,
          BIND,
          LISTEN,
          INPUT,
          RECEIVE,
          OUTPUT,
          POLL,
          SPAWN,
          EXECUTE,
          EXIT,
          KILL_THREAD,
          MEMORY,
          FUTEX,
          SIGNAL_MASK,
          OTHER -> {}
    }
  }

  private static void sign(CallLine line, GoSign sign, byte[] word) {
    if (!line.program.isGo() && !line.program.has(sign) && line.has(word)) {
      line.program.sign(sign);
    }
  }

  private void clock(CallLine line) {
    if (!ClockRead.is(line)) {
      return;
    }
    line.program.clocks++;
    if (line.program.firstClock == null) {
      line.program.firstClock = line.moment();
      line.program.firstClockCall = line.name();
    }
    if (line.hasStack) {
      stacks.clock(line.program);
    }
  }
}
