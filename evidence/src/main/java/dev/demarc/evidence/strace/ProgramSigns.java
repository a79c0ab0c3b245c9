// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

/** What a single call says of its program: that it is Go, and that it asks the kernel the time. */
final class ProgramSigns {
  private static final byte[] EVENTS = Bytes.of(", 128, ");
  private static final byte[] MASK = Bytes.of("0, 8192, ");
  private static final byte[] NAMED = Bytes.of("\"Go: ");

  private final Stacks stacks;

  ProgramSigns(Stacks stacks) {
    this.stacks = stacks;
  }

  void see(CallLine line) {
    switch (line.call) {
      case POLL_WAIT -> sign(line, GoSign.POLL_ROOM, EVENTS);
      case AFFINITY -> sign(line, GoSign.AFFINITY_ROOM, MASK);
      case NAME_MEMORY -> sign(line, GoSign.NAMED_MEMORY, NAMED);
      case CLOCK -> clock(line);
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
          SOCKET,
          INPUT,
          RECEIVE,
          OUTPUT,
          POLL,
          SPAWN,
          EXECUTE,
          EXIT,
          KILL_THREAD,
          OTHER -> {}
    }
  }

  private static void sign(CallLine line, GoSign sign, byte[] word) {
    if (!line.program.has(sign) && line.has(word)) {
      line.program.sign(sign);
    }
  }

  private void clock(CallLine line) {
    int clock = ClockRead.of(line);
    if (clock < 0) {
      return;
    }
    line.program.clocks[clock]++;
    if (line.program.firstClock == null) {
      line.program.firstClock = line.moment();
    }
    if (line.hasStack) {
      stacks.clock(line.program);
    }
  }
}
