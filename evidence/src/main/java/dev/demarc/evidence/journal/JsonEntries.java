// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

/**
 * {@code journalctl -o json}, and json-pretty, json-seq, json-sse: an object an entry. A value is a
 * string, an array of bytes as numbers when it is not printable, an array of these when the field
 * is there several times, or null when it is large.
 */
final class JsonEntries implements Entries {
  private final Bytes in;
  private final JsonText json;
  private final boolean wantsMessage;
  private final MessageHash hash = new MessageHash();
  private long unreadable;

  JsonEntries(Bytes in, boolean wantsMessage) {
    this.in = in;
    this.json = new JsonText(in);
    this.wantsMessage = wantsMessage;
  }

  @Override
  public long unreadable() {
    return unreadable;
  }

  @Override
  public boolean next(Entry into) {
    while (toObject()) {
      into.begin(in.line(), in.offset());
      if (plain(into)) {
        return true;
      }
      into.begin(in.line(), in.offset());
      in.at++;
      if (members(into)) {
        return true;
      }
      unreadable++;
      resume();
    }
    return false;
  }

  /** To the next object that begins a line; what stands before it is counted as lost. */
  private boolean toObject() {
    while (true) {
      int c = json.afterBlanks();
      if (c < 0 || c == '{') {
        return c == '{';
      }
      if (c == 0x1e) { // json-seq
        in.at++;
      } else if (c == 'd' && in.ensure(6) == 6 && in.buffer[in.at + 4] == ':') { // json-sse
        in.at += 5;
      } else {
        unreadable++;
        in.pastLine();
      }
    }
  }

  /** After a broken object: on to the next line, unless it is where the parser stands already. */
  private void resume() {
    if (in.peek() != '{' || in.at == 0 || in.buffer[in.at - 1] != '\n') {
      in.pastLine();
    }
  }

  /**
   * The common case, fast: a line that lies in the buffer, without blanks, and whose values are all
   * strings. False, and nothing is taken, when it is not that. A string that is broken ends at a
   * quote of the next line, and what stands behind that one is not what stands behind a string.
   */
  private boolean plain(Entry into) {
    byte[] buffer = in.buffer;
    int end = in.end;
    int at = in.at + 1;
    while (buffer[at] == '"' && at < end) {
      int from = at + 1;
      int to = in.quote(from);
      if (to + 2 >= end || buffer[to + 1] != ':' || buffer[to + 2] != '"') {
        return false;
      }
      Field field = Field.of(buffer, from, to);
      from = to + 3;
      to = in.quote(from);
      boolean escaped = false;
      while (to < end && isEscaped(buffer, from, to)) {
        escaped = true;
        to = in.quote(to + 1);
      }
      if (to >= end) {
        return false;
      }
      if (field == Field.MESSAGE && wantsMessage) {
        if (escaped || hasBackslash(buffer, from, to)) {
          return false;
        }
        into.message(hash.of(buffer, from, to));
      } else if (field != Field.OTHER && !escaped) {
        into.set(field, buffer, from, to);
      }
      at = to + 1;
      if (buffer[at] == '}' && at < end) {
        boolean ends = at + 1 >= end || buffer[at + 1] == '\n';
        in.at = ends ? at + 1 : in.at;
        return ends;
      }
      if (buffer[at++] != ',') {
        return false;
      }
    }
    return false;
  }

  /** Whether a quote stands behind an odd number of backslashes. */
  private static boolean isEscaped(byte[] buffer, int from, int quote) {
    int i = quote;
    while (i > from && buffer[i - 1] == '\\') {
      i--;
    }
    return ((quote - i) & 1) == 1;
  }

  private static boolean hasBackslash(byte[] buffer, int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  private boolean members(Entry into) {
    if (json.takes('}')) {
      return true;
    }
    do {
      if (!json.takes('"')) {
        return false;
      }
      Field field = key();
      if (!json.takes(':') || !value(field, into)) {
        return false;
      }
    } while (json.takes(','));
    return json.takes('}');
  }

  /** A key behind its quote; one that is broken is no field, and what follows tells. */
  private Field key() {
    int have = in.ensure(Field.LONGEST + 1);
    byte[] buffer = in.buffer;
    int from = in.at;
    int to = from;
    int stop = from + have;
    while (to < stop && buffer[to] != '"' && buffer[to] >= 0x20 && buffer[to] != '\\') {
      to++;
    }
    if (to < stop && buffer[to] == '"') {
      in.at = to + 1;
      return Field.of(buffer, from, to);
    }
    json.pastString();
    return Field.OTHER;
  }

  private boolean value(Field field, Entry into) {
    int c = json.afterBlanks();
    if (c == '"') {
      in.at++;
      return string(field, into);
    }
    if (c == '[') {
      in.at++;
      return array(field, into);
    }
    return json.pastWord();
  }

  private boolean string(Field field, Entry into) {
    if (field == Field.OTHER) {
      return json.pastString();
    }
    if (field == Field.MESSAGE && wantsMessage) {
      boolean whole = json.hashed(hash);
      into.message(hash);
      return whole;
    }
    int have = in.ensure(Bytes.MOST);
    byte[] buffer = in.buffer;
    int from = in.at;
    int to = from;
    int stop = from + have;
    while (to < stop && buffer[to] != '"' && buffer[to] != '\\' && !isControl(buffer[to])) {
      to++;
    }
    if (to < stop && buffer[to] == '"') {
      into.set(field, buffer, from, to);
      in.at = to + 1;
      return true;
    }
    return json.pastString();
  }

  private static boolean isControl(byte b) {
    return b >= 0 && b < 0x20;
  }

  /** Numbers are the bytes of one value; strings and arrays are values of their own. */
  private boolean array(Field field, Entry into) {
    boolean wanted = field == Field.MESSAGE && wantsMessage;
    boolean bytes = false;
    hash.begin();
    while (true) {
      int c = json.afterBlanks();
      if (c == ']') {
        in.at++;
        if (bytes && wanted && !into.hasMessage) {
          into.message(hash);
        }
        return true;
      } else if (c == ',') {
        in.at++;
      } else if (c == '"') {
        in.at++;
        if (!string(wanted && into.hasMessage ? Field.OTHER : field, into)) {
          return false;
        }
      } else if (c == '[') {
        in.at++;
        if (!nested(wanted && !into.hasMessage, into)) {
          return false;
        }
      } else if (c >= '0' && c <= '9') {
        bytes = true;
        hash.add((byte) json.number());
      } else if (c != 'n' || !json.pastWord()) {
        return false;
      }
    }
  }

  private boolean nested(boolean wanted, Entry into) {
    hash.begin();
    while (true) {
      int c = json.afterBlanks();
      if (c == ']') {
        in.at++;
        if (wanted) {
          into.message(hash);
        }
        return true;
      } else if (c == ',') {
        in.at++;
      } else if (c >= '0' && c <= '9') {
        hash.add((byte) json.number());
      } else {
        return false;
      }
    }
  }
}
