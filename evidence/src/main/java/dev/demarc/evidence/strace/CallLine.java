// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that came back, its two halves joined. One of these serves all calls of a trace; who keeps
 * something of it copies that.
 */
final class CallLine {
  Tracee tracee;
  Program program;
  Call call = Call.OTHER;

  byte[] bytes = new byte[0];
  int nameFrom;
  int nameTo;

  /** The arguments begin here, and the line ends there, without the time of -T. */
  int from;

  int to;

  /** The line that the call ended on, and its time. */
  int number;

  long micros;

  /** The line that the call began on, and its time; the same when it is one line. */
  int startNumber;

  long startMicros;

  /** Whether a stack follows. */
  boolean hasStack;

  /** The moment at which it ended, once somebody has asked. */
  private @Nullable Moment ended;

  final CallResult result = new CallResult();
  final FdArgument fd = new FdArgument();

  CallLine(Tracee tracee) {
    this.tracee = tracee;
    this.program = tracee.program;
  }

  /** Another call: what was found out about the one before is forgotten. */
  void again() {
    fd.number = -1;
    ended = null;
  }

  /** The moment at which it ended. */
  Moment moment() {
    Moment known = ended;
    if (known == null) {
      known = new Moment(tracee.tid, tracee.isSure, number, micros);
      ended = known;
    }
    return known;
  }

  /** The moment at which it began. */
  Moment start() {
    return new Moment(tracee.tid, tracee.isSure, startNumber, startMicros);
  }

  String name() {
    return Bytes.text(bytes, nameFrom, nameTo);
  }

  /** Whether the arguments hold a word. */
  boolean has(byte[] word) {
    return Bytes.has(bytes, from, result.arguments, word);
  }

  /** The first text in quotes; empty when there is none. */
  Optional<String> quoted() {
    int open = Bytes.find(bytes, from, result.arguments, (byte) '"');
    if (open < 0) {
      return Optional.empty();
    }
    int close = open + 1;
    while (close < result.arguments && bytes[close] != '"') {
      close += bytes[close] == '\\' ? 2 : 1;
    }
    return Optional.of(Bytes.text(bytes, open + 1, Math.min(close, result.arguments)));
  }

  /** The constants behind the first argument: {@code F_SETFL, O_RDWR}; values are left out. */
  String constants() {
    int i = Math.max(fd.next, from);
    StringBuilder words = new StringBuilder();
    while (i < result.arguments) {
      int start = i;
      while (i < result.arguments && isConstant(bytes[i])) {
        i++;
      }
      if (i - start > 1 && bytes[start] >= 'A' && bytes[start] <= 'Z') {
        words.append(words.isEmpty() ? "" : ", ").append(Bytes.text(bytes, start, i));
      }
      i = Math.max(i, start + 1);
      if (words.length() > 120 || (i < result.arguments && bytes[i] == '"')) {
        break;
      }
    }
    return words.toString();
  }

  private static boolean isConstant(byte c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '|';
  }
}
