// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

/** JSON as it passes by: values are looked at or passed over, and none is held. */
final class JsonText {
  private static final int DEEPEST = 64;

  private final Bytes in;

  JsonText(Bytes in) {
    this.in = in;
  }

  /** The next byte that is no white space, not taken; -1 at the end. */
  int afterBlanks() {
    while (true) {
      int c = in.peek();
      if (c == '\n') {
        in.lineEnd();
      } else if (c != ' ' && c != '\t' && c != '\r') {
        return c;
      }
      in.at++;
    }
  }

  boolean takes(char wanted) {
    if (afterBlanks() != wanted) {
      return false;
    }
    in.at++;
    return true;
  }

  /** Behind the closing quote; a line end inside is where the next object begins. */
  boolean pastString() {
    while (true) {
      int c = in.toQuote();
      switch (c) {
        case '"' -> {
          in.at++;
          return true;
        }
        case '\\' -> in.at += in.ensure(2);
        case -1, '\n' -> {
          return false;
        }
        default -> in.at++;
      }
    }
  }

  /** Behind a number, true, false or null. */
  boolean pastWord() {
    int c = in.peek();
    if (c != '-' && !(c >= '0' && c <= '9') && c != 'n' && c != 't' && c != 'f') {
      return false;
    }
    while (c > ' ' && c != ',' && c != '}' && c != ']' && c != '\n') {
      in.at++;
      c = in.peek();
    }
    return true;
  }

  /** Behind a value of any kind. */
  boolean pastValue() {
    int depth = 0;
    do {
      int c = afterBlanks();
      switch (c) {
        case '{', '[' -> {
          depth++;
          in.at++;
        }
        case '}', ']' -> {
          depth--;
          in.at++;
        }
        case ',', ':' -> in.at++;
        case '"' -> {
          in.at++;
          if (!pastString()) {
            return false;
          }
        }
        default -> {
          if (!pastWord()) {
            return false;
          }
        }
      }
      if (depth > DEEPEST || depth < 0) {
        return false;
      }
    } while (depth > 0);
    return true;
  }

  /** Takes a string behind its quote into a hash, its closing quote too. */
  boolean hashed(MessageHash hash) {
    hash.begin();
    while (true) {
      int c = in.peek();
      if (c == '\\') {
        if (!escape(hash)) {
          return false;
        }
      } else if (c == '"') {
        in.at++;
        return true;
      } else if (c < 0 || c == '\n') {
        return false;
      } else {
        byte[] buffer = in.buffer;
        int to = in.at;
        while (to < in.end && buffer[to] != '"' && buffer[to] != '\\' && buffer[to] != '\n') {
          hash.add(buffer[to++]);
        }
        in.at = to;
      }
    }
  }

  private boolean escape(MessageHash hash) {
    if (in.ensure(2) < 2) {
      return false;
    }
    byte kind = in.buffer[in.at + 1];
    if (kind == 'u') {
      if (in.ensure(6) < 6) {
        return false;
      }
      int code = 0;
      for (int i = in.at + 2; i < in.at + 6; i++) {
        code = code << 4 | Math.max(0, Character.digit(in.buffer[i], 16));
      }
      in.at += 6;
      hash.addUnit((char) code);
      return true;
    }
    in.at += 2;
    hash.add(
        switch (kind) {
          case 'n' -> (byte) '\n';
          case 't' -> (byte) '\t';
          case 'r' -> (byte) '\r';
          case 'b' -> (byte) '\b';
          case 'f' -> (byte) '\f';
          default -> kind;
        });
    return true;
  }

  /** A number below 65536, at its first digit. */
  int number() {
    int value = 0;
    for (int c = in.peek(); c >= '0' && c <= '9'; c = in.peek()) {
      value = (value * 10 + c - '0') & 0xffff;
      in.at++;
    }
    return value;
  }
}
