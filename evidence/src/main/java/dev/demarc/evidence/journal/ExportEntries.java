// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

/**
 * {@code journalctl -o export}: a line {@code KEY=value} a field, or the key alone, eight bytes of
 * length (little endian) and so many bytes of value; an empty line ends an entry.
 */
final class ExportEntries implements Entries {
  /** DATA_SIZE_MAX of journal-importer.h: journald takes no larger field. */
  private static final long LARGEST = 768L << 20;

  private final Bytes in;
  private final boolean wantsMessage;
  private final MessageHash hash = new MessageHash();
  private long unreadable;

  ExportEntries(Bytes in, boolean wantsMessage) {
    this.in = in;
    this.wantsMessage = wantsMessage;
  }

  @Override
  public long unreadable() {
    return unreadable;
  }

  @Override
  public boolean next(Entry into) {
    while (true) {
      while (in.peek() == '\n') {
        in.at++;
        in.lineEnd();
      }
      if (in.isAtEnd()) {
        return false;
      }
      into.begin(in.line(), in.offset());
      if (fields(into)) {
        return true;
      }
      unreadable++;
      toEmptyLine();
    }
  }

  /** To the end of the entry; false when a field made no sense or the file ended in one. */
  private boolean fields(Entry into) {
    while (true) {
      int c = in.peek();
      if (c == '\n') {
        in.at++;
        in.lineEnd();
        return true;
      }
      if (c < 0) {
        return true;
      }
      if (!field(into)) {
        return false;
      }
    }
  }

  private boolean field(Entry into) {
    int have = in.ensure(Field.LONGEST + 1);
    byte[] buffer = in.buffer;
    int from = in.at;
    int to = from;
    while (to < from + have && isName(buffer[to])) {
      to++;
    }
    if (to == from || to == from + have) {
      return false;
    }
    Field field = Field.of(buffer, from, to);
    byte behind = buffer[to];
    in.at = to + 1;
    if (behind == '=') {
      return text(field, into);
    }
    if (behind != '\n') {
      return false;
    }
    in.lineEnd();
    return binary(field, into);
  }

  private static boolean isName(byte b) {
    return (b >= 'A' && b <= 'Z') || b == '_' || (b >= '0' && b <= '9');
  }

  private boolean text(Field field, Entry into) {
    if (field == Field.MESSAGE && wantsMessage) {
      hash.begin();
      for (int c = in.peek(); c >= 0 && c != '\n'; c = in.peek()) {
        hash.add((byte) c);
        in.at++;
      }
      into.message(hash);
    } else if (field != Field.OTHER && (field != Field.MESSAGE || maySay())) {
      int have = in.ensure(Bytes.MOST);
      int stop = in.lineEndFrom(in.at, in.at + have);
      if (stop < in.at + have) {
        into.set(field, in.buffer, in.at, stop);
      }
    }
    return in.pastLine();
  }

  /** Of messages only what journald says itself is looked at. */
  private boolean maySay() {
    int have = in.ensure(Bytes.MOST);
    return SuppressionText.begins(in.buffer, in.at, in.at + have);
  }

  private boolean binary(Field field, Entry into) {
    if (in.ensure(8) < 8) {
      return false;
    }
    long length = 0;
    for (int i = 7; i >= 0; i--) {
      length = length << 8 | (in.buffer[in.at + i] & 0xff);
    }
    if (length < 0 || length > LARGEST) {
      return false;
    }
    in.at += 8;
    if (field == Field.MESSAGE && wantsMessage) {
      hash.begin();
      for (long left = length; left > 0; left--) {
        int c = in.peek();
        if (c < 0) {
          return false;
        }
        hash.add((byte) c);
        if (c == '\n') {
          in.lineEnd();
        }
        in.at++;
      }
      into.message(hash);
    } else if (!in.skip(length)) {
      return false;
    }
    if (in.peek() != '\n') {
      return false;
    }
    in.at++;
    in.lineEnd();
    return true;
  }

  private void toEmptyLine() {
    while (in.pastLine()) {
      if (in.peek() == '\n') {
        return;
      }
    }
  }
}
