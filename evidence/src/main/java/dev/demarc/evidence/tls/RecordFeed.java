// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import dev.demarc.evidence.pcap.Piece;

/**
 * Cuts one side's stream into TLS records, and its handshake records into messages. It keeps the
 * bytes of hellos only; of all else it counts.
 */
final class RecordFeed {
  static final int CHANGE_CIPHER = 20;
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  static final int APPLICATION = 23;

  /** A hello that is longer is none; the largest seen, with a ticket of mutual TLS, has 2.5 KB. */
  private static final int MOST_HELLO = 1 << 15;

  private static final int MOST_RECORD = 16384 + 2048;

  private static final byte[] NOTHING = {};

  /** What a stream consists of. */
  interface Sink {
    /** A record begins; the piece is the one with its first byte. */
    void record(int type, int length, Piece in);

    /**
     * A handshake message in the clear.
     *
     * @param bytes hold its body when it is a hello, until this returns
     * @param from where the body begins
     */
    void message(int type, int length, byte[] bytes, int from);
  }

  private final Budget budget;
  private final Sink sink;
  private int header;
  private int type;
  private int version;
  private int length;
  private int left;
  private boolean stopped;
  private boolean secret;

  private int messageHeader;
  private int messageType;
  private int messageLength;
  private int messageLeft;
  private byte[] body = NOTHING;

  RecordFeed(Budget budget, Sink sink) {
    this.budget = budget;
    this.sink = sink;
  }

  /** How many bytes of hellos may be kept at once, over all connections. */
  static final class Budget {
    private long left = 8 << 20;

    private boolean take(int bytes) {
      if (bytes > left) {
        return false;
      }
      left -= bytes;
      return true;
    }
  }

  /** True when the stream is no longer understood, or no longer of interest. */
  boolean isStopped() {
    return stopped;
  }

  /** Lets go of what it keeps, and looks at nothing more. */
  void stop() {
    stopped = true;
    drop();
  }

  private void drop() {
    budget.left += body.length;
    body = NOTHING;
  }

  /** The handshake records that follow are encrypted. */
  void encrypted() {
    secret = true;
    drop();
  }

  /** Bytes that the capture does not hold: harmless inside what is only counted. */
  void gap(long missing) {
    boolean isMessage = type == HANDSHAKE && !secret;
    boolean isCounted = !isMessage || (messageLeft > missing && !isHello());
    if (left < missing || !isCounted) {
      stop();
      return;
    }
    left -= (int) missing;
    if (isMessage) {
      messageLeft -= (int) missing;
    }
  }

  void bytes(Piece piece, int skip) {
    byte[] bytes = piece.bytes();
    int at = piece.from() + skip;
    int end = piece.from() + piece.length();
    while (at < end && !stopped) {
      if (left == 0) {
        at = header(bytes, at, end, piece);
      } else {
        int here = Math.min(left, end - at);
        if (type == HANDSHAKE && !secret) {
          messages(bytes, at, at + here);
        }
        left -= here;
        at += here;
      }
    }
  }

  /** Type, version and length; a record of length 0 is a header alone. */
  private int header(byte[] bytes, int from, int end, Piece piece) {
    int at = from;
    while (at < end && header < 5) {
      int value = bytes[at++] & 0xff;
      switch (header++) {
        case 0 -> type = value;
        case 1 -> version = value;
        case 3 -> length = value << 8;
        case 4 -> length |= value;
        default -> {}
      }
      boolean known = type >= CHANGE_CIPHER && type <= APPLICATION;
      if (!known || (header > 1 && version != 3)) {
        stop();
        return end;
      }
    }
    if (header == 5) {
      header = 0;
      if (length > MOST_RECORD) {
        stop();
        return end;
      }
      left = length;
      sink.record(type, length, piece);
    }
    return at;
  }

  private void messages(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && !stopped && !secret) {
      if (messageLeft == 0) {
        at = messageHeader(bytes, at, end);
        continue;
      }
      int here = Math.min(messageLeft, end - at);
      boolean isWhole = here == messageLength;
      if (isHello() && !isWhole) {
        keep(bytes, at, here);
      }
      messageLeft -= here;
      if (isWhole) {
        sink.message(messageType, messageLength, bytes, at); // the usual: nothing is kept
      } else if (messageLeft == 0 && !stopped) {
        complete();
      }
      at += here;
    }
  }

  private int messageHeader(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && messageHeader < 4) {
      int value = bytes[at++] & 0xff;
      if (messageHeader == 0) {
        messageType = value;
        messageLength = 0;
      } else {
        messageLength = (messageLength << 8) | value;
      }
      messageHeader++;
    }
    if (messageHeader == 4) {
      messageHeader = 0;
      messageLeft = messageLength;
      if (isHello() && messageLength > MOST_HELLO) {
        stop();
      } else if (messageLength == 0) {
        complete();
      }
    }
    return at;
  }

  private boolean isHello() {
    return messageType == 1 || messageType == 2;
  }

  /** Grows with what came, never by what a length field says. */
  private void keep(byte[] bytes, int from, int count) {
    int had = messageLength - messageLeft;
    if (had + count > body.length) {
      int size = Math.min(messageLength, Math.max(had + count, 2 * body.length));
      if (!budget.take(size - body.length)) {
        stop();
        return;
      }
      byte[] larger = new byte[size];
      System.arraycopy(body, 0, larger, 0, had);
      body = larger;
    }
    System.arraycopy(bytes, from, body, had, count);
  }

  private void complete() {
    sink.message(messageType, messageLength, body, 0);
    drop();
  }
}
