// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

/**
 * Who and when of a line, and where its body begins. One of these serves all lines of a trace, so
 * that its clock can go on where a form of time needs it: -r counts from the line before, and the
 * clock of -t and -tt begins again at midnight.
 */
final class LineHead {
  private static final long DAY = 86_400_000_000L;
  private static final int EPOCH_DIGITS = 9;
  private static final long FAR = Long.MAX_VALUE / 100_000_000L;

  /** The thread, or 0 when the line does not say. */
  long tid;

  /** Microseconds on the trace's own clock, or -1 when the line has no time. */
  long micros = -1;

  /** Where the body begins. */
  int body;

  /** Whether the clock counts from 1970, so that a moment has a date. */
  boolean isEpoch;

  /** Whether times are whole seconds. */
  boolean isCoarse;

  private long clock;
  private long days;

  /** Whether times count from the line before (-r). */
  boolean isRelative;

  /** Takes what was found ahead of a line in the common form. */
  void usual(LineScan scan, int line) {
    tid = scan.tids[line];
    isCoarse = false;
    ofDay(scan.times[line]);
    micros = clock;
    body = scan.bodies[line];
  }

  void read(byte[] b, int from, int to) {
    tid = 0;
    micros = -1;
    int i = from;
    if (Bytes.starts(b, i, to, PID)) {
      i = afterPid(b, spaces(b, i + PID.length, to), to);
    } else {
      i = spaces(b, i, to);
      int digits = digits(b, i, to);
      if (digits > i && digits < to && b[digits] != ':' && b[digits] != '.') {
        tid = Bytes.number(b, i, digits);
        i = spaces(b, comm(b, digits, to), to);
      }
    }
    if (i < to && b[i] >= '0' && b[i] <= '9') {
      i = time(b, i, to);
    }
    body = bracket(b, i, to);
  }

  private static final byte[] PID = Bytes.of("[pid ");

  private int afterPid(byte[] b, int from, int to) {
    int i = digits(b, from, to);
    tid = Bytes.number(b, from, i);
    i = comm(b, i, to);
    return i < to && b[i] == ']' ? spaces(b, i + 1, to) : i;
  }

  /** Past the name of -Y. */
  private static int comm(byte[] b, int from, int to) {
    if (from < to && b[from] == '<') {
      int close = Bytes.find(b, from, to, (byte) '>');
      return close < 0 ? from : close + 1;
    }
    return from;
  }

  /** Past the address of -i, the number of -n, and the second time of -r with -t. */
  private static int bracket(byte[] b, int from, int to) {
    if (from + 2 >= to) {
      return from;
    }
    if (b[from] == '(' && b[from + 1] == '+') {
      int close = Bytes.find(b, from, to, (byte) ')');
      return close < 0 ? from : bracket(b, spaces(b, close + 1, to), to);
    }
    if (b[from] != '[') {
      return from;
    }
    for (int i = from + 1; i < to; i++) {
      byte c = b[i];
      if (c == ']') {
        return spaces(b, i + 1, to);
      }
      boolean isHex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ' ' || c == '?';
      if (!isHex) {
        return from;
      }
    }
    return from;
  }

  private int time(byte[] b, int from, int to) {
    int i = digits(b, from, to);
    long first = Bytes.number(b, from, i);
    if (i + 5 < to && b[i] == ':' && b[i + 3] == ':') {
      long seconds =
          (first * 60 + Bytes.number(b, i + 1, i + 3)) * 60 + Bytes.number(b, i + 4, i + 6);
      i = fraction(b, i + 6, to);
      ofDay(Math.min(seconds, FAR) * 1_000_000 + fraction);
    } else {
      boolean isLong = i - from >= EPOCH_DIGITS;
      i = fraction(b, i, to);
      long value = Math.min(first, FAR) * 1_000_000 + fraction;
      if (isLong) {
        isEpoch = true;
        clock = value;
      } else {
        isRelative = true;
        clock += Math.min(value, DAY);
      }
    }
    micros = clock;
    return spaces(b, i, to);
  }

  private void ofDay(long value) {
    if (value + days + DAY / 2 < clock) {
      days += DAY;
    }
    clock = value + days;
  }

  private long fraction;

  /** Reads {@code .123456} into {@link #fraction}, in microseconds. */
  private int fraction(byte[] b, int from, int to) {
    fraction = 0;
    isCoarse = from >= to || b[from] != '.';
    if (isCoarse) {
      return from;
    }
    int i = digits(b, from + 1, to);
    long unit = 100_000;
    for (int k = from + 1; k < i && unit > 0; k++) {
      fraction += (b[k] - '0') * unit;
      unit /= 10;
    }
    return i;
  }

  private static int digits(byte[] b, int from, int to) {
    int i = from;
    while (i < to && b[i] >= '0' && b[i] <= '9') {
      i++;
    }
    return i;
  }

  private static int spaces(byte[] b, int from, int to) {
    int i = from;
    while (i < to && b[i] == ' ') {
      i++;
    }
    return i;
  }

  /** A moment of this clock as a reader knows it from the lines. */
  String words(long at) {
    if (at < 0) {
      return "";
    }
    String rest = String.valueOf(1_000_000 + at % 1_000_000).substring(1);
    long seconds = at / 1_000_000;
    if (isEpoch || isRelative) {
      return (isRelative ? "+" : "") + seconds + "." + rest;
    }
    long ofDay = seconds % 86_400;
    String clockWords = two(ofDay / 3600) + ":" + two(ofDay / 60 % 60) + ":" + two(ofDay % 60);
    return isCoarse ? clockWords : clockWords + "." + rest;
  }

  private static String two(long number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }
}
