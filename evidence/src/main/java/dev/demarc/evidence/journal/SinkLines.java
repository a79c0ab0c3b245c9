// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

/** The lines that arrived at the other end, in the order of the file. */
final class SinkLines {
  private static final int LONGEST_TIME = 40;
  private static final int DIGITS_OF_NANOS = 19;

  private final Bytes in;
  private final JsonText json;
  private final SinkFormat format;
  private final MessageHash hash = new MessageHash();
  private long unreadable;
  private long micros;
  private long message;

  SinkLines(Bytes in, SinkFormat format) {
    this.in = in;
    this.json = new JsonText(in);
    this.format = format;
  }

  /** The time of the line that {@link #next} read, in microseconds. */
  long micros() {
    return micros;
  }

  long message() {
    return message;
  }

  int line() {
    return in.line();
  }

  long unreadable() {
    return unreadable;
  }

  boolean next() {
    return switch (format) {
      case JSONL -> nextObject();
      case RESPONSE -> nextValue();
      case PLAIN -> nextPlain();
      case NONE -> false;
    };
  }

  private boolean nextObject() {
    while (true) {
      int c = json.afterBlanks();
      if (c < 0) {
        return false;
      }
      if (c == '{') {
        in.at++;
        micros = -1;
        if (members() && micros >= 0) {
          return true;
        }
      }
      unreadable++;
      in.pastLine();
    }
  }

  private boolean members() {
    boolean hasLine = false;
    do {
      if (!json.takes('"')) {
        return false;
      }
      int have = in.ensure(Field.LONGEST);
      int from = in.at;
      int to = from;
      while (to < from + have && in.buffer[to] != '"') {
        to++;
      }
      boolean isLine = is("line", from, to);
      boolean isTime = is("timestamp", from, to);
      if (!json.pastString() || !json.takes(':')) {
        return false;
      }
      boolean isString = json.afterBlanks() == '"';
      if (isLine && isString) {
        in.at++;
        hasLine = json.hashed(hash);
        message = hash.value();
      } else if (isTime && isString) {
        in.at++;
        in.ensure(LONGEST_TIME);
        micros = time();
        json.pastString();
      } else if (!json.pastValue()) {
        return false;
      }
    } while (json.takes(','));
    return hasLine && json.takes('}');
  }

  private boolean is(String key, int from, int to) {
    if (to - from != key.length()) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      if (in.buffer[from + i] != key.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** To the next {@code ["1700000000000000000","…"]} of the answer, wherever it stands. */
  private boolean nextValue() {
    while (true) {
      int c = json.afterBlanks();
      if (c < 0) {
        return false;
      }
      in.at++;
      if (c == '"') {
        if (!json.pastString()) {
          unreadable++;
        }
      } else if (c == '[' && json.afterBlanks() == '"') {
        in.at++;
        boolean isTime = nanos();
        if (!json.pastString()) {
          unreadable++;
        } else if (isTime && json.takes(',') && json.takes('"')) {
          if (json.hashed(hash)) {
            message = hash.value();
            return true;
          }
          unreadable++;
        }
      }
    }
  }

  private boolean nanos() {
    in.ensure(LONGEST_TIME);
    long value = 0;
    int at = in.at;
    while (at < in.end && at - in.at < DIGITS_OF_NANOS && isDigit(in.buffer[at])) {
      value = value * 10 + in.buffer[at] - '0';
      at++;
    }
    micros = value / 1000;
    return at - in.at == DIGITS_OF_NANOS && at < in.end && in.buffer[at] == '"' && value > 0;
  }

  private boolean nextPlain() {
    while (true) {
      if (in.isAtEnd()) {
        return false;
      }
      in.ensure(LONGEST_TIME);
      micros = time();
      if (micros >= 0 && in.peek() == ' ') {
        in.at++;
        text();
        return true;
      }
      unreadable++;
      in.pastLine();
    }
  }

  /** The rest of the line, without labels that stand before it. */
  private void text() {
    int stop = in.lineEndFrom(in.at, in.at + in.ensure(Bytes.MOST));
    if (in.peek() == '{') {
      int close = in.at;
      while (close < stop && in.buffer[close] != '}') {
        close++;
      }
      if (close + 1 < stop && in.buffer[close + 1] == ' ') {
        in.at = close + 2;
      }
    }
    hash.begin();
    for (int c = in.peek(); c >= 0 && c != '\n'; c = in.peek()) {
      hash.add((byte) c);
      in.at++;
    }
    message = hash.value();
    in.pastLine();
  }

  /** A time of RFC 3339 at this place, in microseconds; -1 when it is none. */
  private long time() {
    int at = in.at;
    if (in.end - at < 20 || in.buffer[at + 4] != '-' || in.buffer[at + 10] != 'T') {
      return -1;
    }
    long days = days(number(at, 4), number(at + 5, 2), number(at + 8, 2));
    long seconds = number(at + 11, 2) * 3600L + number(at + 14, 2) * 60L + number(at + 17, 2);
    at += 19;
    long fraction = 0;
    if (in.buffer[at] == '.') {
      at++;
      long scale = 100_000;
      while (at < in.end && isDigit(in.buffer[at])) {
        fraction += (in.buffer[at] - '0') * scale;
        scale /= 10;
        at++;
      }
    }
    if (at >= in.end || days < 0) {
      return -1;
    }
    long offset = 0;
    byte zone = in.buffer[at];
    if (zone == '+' || zone == '-') {
      if (in.end - at < 6) {
        return -1;
      }
      offset = (number(at + 1, 2) * 3600L + number(at + 4, 2) * 60L) * (zone == '+' ? 1 : -1);
      at += 6;
    } else if (zone == 'Z') {
      at++;
    } else {
      return -1;
    }
    in.at = at;
    return (days * 86400 + seconds - offset) * 1_000_000 + fraction;
  }

  private int number(int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      value = value * 10 + Math.clamp(in.buffer[i] - '0', 0, 9);
    }
    return value;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Days since 1970 of a date of the Gregorian calendar. */
  private static long days(int year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400);
    long ofEra = y - era * 400;
    long ofYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
  }
}
