// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

/**
 * What a call gave: {@code = 4<…>}, {@code = -1 EBADF (Bad file descriptor)}, {@code = 0x802 (flags
 * O_RDWR)}, {@code = ?}; and, with -T, how long it took.
 */
final class CallResult {
  private static final byte[] BAD = Bytes.of("EBADF (Bad file descriptor)");
  private static final byte[] NO_SOCKET = Bytes.of("ENOTSOCK (Socket operation on non-socket)");

  /** The value, when {@link #isNumber}. */
  long value;

  /** Whether the call came back with a number, in decimal or hexadecimal. */
  boolean isNumber;

  /** Where the value begins. */
  int from;

  /** Where the result ends, without -T. */
  int to;

  /** Where the arguments end: their closing bracket. */
  int arguments;

  /** Microseconds by -T, or -1. */
  long took;

  private int errnoFrom;
  private int errnoTo;

  /** Cuts off the time of -T; where the line ends without it. */
  int withoutTime(byte[] b, int start, int stop) {
    took = -1;
    if (stop - start < 6 || b[stop - 1] != '>' || b[stop - 2] < '0' || b[stop - 2] > '9') {
      return stop;
    }
    int i = stop - 2;
    while (i > start && ((b[i] >= '0' && b[i] <= '9') || b[i] == '.')) {
      i--;
    }
    if (b[i] != '<' || b[i - 1] != ' ') {
      return stop;
    }
    int point = Bytes.find(b, i, stop, (byte) '.');
    long whole = Bytes.number(b, i + 1, stop);
    long micros = 0;
    long unit = 100_000;
    for (int k = point + 1; point > 0 && k < stop - 1 && unit > 0; k++) {
      micros += (b[k] - '0') * unit;
      unit /= 10;
    }
    took = Math.min(whole, 1_000_000_000L) * 1_000_000 + micros;
    return i - 1;
  }

  /** Whether a line says that a descriptor is not open; quick, for every line of a trace. */
  static boolean isBadDescriptor(byte[] b, int from, int to) {
    return to - from > BAD.length
        && b[to - 1] == ')'
        && b[to - 2] == 'r'
        && Bytes.ends(b, from, to, BAD);
  }

  /** Whether a line says that a descriptor is no socket. */
  static boolean isNoSocket(byte[] b, int from, int to) {
    return to - from > NO_SOCKET.length
        && b[to - 1] == ')'
        && b[to - 2] == 't'
        && Bytes.ends(b, from, to, NO_SOCKET);
  }

  /** Reads the result of a call whose arguments begin at start; false when it has none. */
  boolean read(byte[] b, int start, int stop) {
    to = stop;
    isNumber = false;
    errnoFrom = -1;
    for (int i = stop - 2; i > start; i--) {
      if (b[i] == '=' && b[i + 1] == ' ' && b[i - 1] == ' ') {
        int close = i - 1;
        while (close > start && b[close] == ' ') {
          close--;
        }
        if (b[close] == ')') {
          arguments = close;
          from = i + 2;
          readValue(b);
          return true;
        }
      }
    }
    return false;
  }

  private void readValue(byte[] b) {
    int i = from;
    boolean isNegative = i < to && b[i] == '-';
    if (isNegative) {
      i++;
    }
    int digits = i;
    value = 0;
    if (i + 1 < to && b[i] == '0' && b[i + 1] == 'x') {
      digits = i + 2;
      i = digits;
      while (i < to && Character.digit(b[i], 16) >= 0) {
        value = (value << 4) | Character.digit(b[i], 16);
        i++;
      }
    } else {
      while (i < to && b[i] >= '0' && b[i] <= '9') {
        i++;
      }
      value = Bytes.number(b, digits, i);
    }
    isNumber = i > digits;
    value = isNegative ? -value : value;
    if (i + 1 < to && b[i] == '?') {
      i++;
    }
    if (i + 1 < to && b[i] == ' ' && b[i + 1] == 'E') {
      errnoFrom = i + 1;
      errnoTo = errnoFrom;
      while (errnoTo < to && b[errnoTo] != ' ') {
        errnoTo++;
      }
    }
  }

  /** Whether the call failed, or has to be made again. */
  boolean isError() {
    return errnoFrom >= 0;
  }

  /** The name of the error, such as {@code EBADF}; empty when there is none. */
  String errno(byte[] b) {
    return errnoFrom < 0 ? "" : Bytes.text(b, errnoFrom, errnoTo);
  }

  boolean isErrno(byte[] b, byte[] name) {
    return errnoFrom >= 0
        && errnoTo - errnoFrom == name.length
        && Bytes.starts(b, errnoFrom, errnoTo, name);
  }

  /** Whether it is a descriptor or another positive number. */
  boolean isSuccess() {
    return isNumber && value >= 0 && !isError();
  }
}
