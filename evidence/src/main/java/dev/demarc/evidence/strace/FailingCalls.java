// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.ArrayList;
import java.util.List;

/** Keeps which calls failed when, and how much was written when; of both a bounded number. */
final class FailingCalls {
  private static final int MOST = 10_000;
  private static final int MOST_WRITTEN = 50_000;

  /** Try again: it is no failure, and half of the failing calls of a Go program are such. */
  private static final byte[] AGAIN = Bytes.of("EAGAIN (Resource temporarily unavailable)");

  private static final byte[] TRY_AGAIN = Bytes.of("EAGAIN");

  /** No line of a log is longer, in bytes. */
  private static final int LONGEST_TEXT = 1 << 16;

  private static final byte[] FAILED = Bytes.of("= -1 E");

  /** No longer than {@code = -1 E…} with the longest text of an error. */
  private static final int LONGEST = 100;

  final List<Failing> failing = new ArrayList<>();
  final List<Write> writes = new ArrayList<>();
  boolean isFull;

  /** A call that failed. */
  record Failing(
      Program program,
      String call,
      String function,
      boolean isTwoValue,
      String errno,
      Moment moment) {}

  /** A text that was written. */
  record Write(Program program, int fd, long micros, int bytes) {}

  /** A call whose line ends in a bracket and was not taken apart: it may have failed. */
  void plain(Tracee tracee, byte[] b, int nameFrom, int open, int to, int line, long micros) {
    if (micros < 0 || Bytes.ends(b, open, to, AGAIN)) {
      return;
    }
    int start = Math.max(open, to - LONGEST);
    int at = Bytes.find(b, start, to, FAILED);
    if (at < 0) {
      return;
    }
    int name = at + FAILED.length - 1;
    int end = Bytes.find(b, name, to, (byte) ' ');
    if (end > name) {
      Moment moment = new Moment(tracee.tid, tracee.isSure, line, micros);
      String errno = Bytes.text(b, name, end);
      add(tracee.program, Bytes.text(b, nameFrom, open), "", false, errno, moment);
    }
  }

  /** A call without a stack that failed. */
  void plain(CallLine line) {
    if (line.micros >= 0 && !line.result.isErrno(line.bytes, TRY_AGAIN)) {
      String errno = line.result.errno(line.bytes);
      add(line.program, line.name(), "", false, errno, line.moment());
    }
  }

  /** A call that failed, and what is known of who made it. */
  void add(
      Program program,
      String call,
      String function,
      boolean isTwoValue,
      String errno,
      Moment moment) {
    if (errno.equals("EAGAIN") || moment.micros() < 0) {
      return;
    }
    if (failing.size() < MOST) {
      failing.add(new Failing(program, call, function, isTwoValue, errno, moment));
    } else {
      isFull = true;
    }
  }

  /** A text that was written, when its call began. */
  void wrote(CallLine line) {
    long bytes = line.result.value;
    boolean isText = line.result.isSuccess() && bytes > 0 && bytes <= LONGEST_TEXT;
    if (line.startMicros < 0 || !isText) {
      return;
    }
    if (writes.size() < MOST_WRITTEN) {
      int fd = (int) Bytes.number(line.bytes, line.from, Math.min(line.to, line.from + 9));
      writes.add(new Write(line.program, fd, line.startMicros, (int) bytes));
    } else {
      isFull = true;
    }
  }
}
