// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import java.io.IOException;
import java.io.InputStream;

/**
 * A window over a stream: one buffer, reused for the whole file. What lies before the mark is gone
 * when more is asked for.
 */
final class ByteFeed {
  /** The longest record that is looked at as a whole; tcpdump's own bound is 256 KiB. */
  static final int MOST = 1 << 20;

  /** So much is read at once. */
  private static final int PIECE = 1 << 18;

  private final InputStream in;
  private final byte[] buffer = new byte[MOST + PIECE];
  private int from;
  private int to;
  private long gone;
  private boolean ended;
  private boolean broken;

  ByteFeed(InputStream in) {
    this.in = in;
  }

  /** The buffer that {@link #at} points into. */
  byte[] bytes() {
    return buffer;
  }

  /** Where the unread bytes begin in the buffer. */
  int at() {
    return from;
  }

  /** How many bytes of the file were taken, which is the offset of the next one. */
  long offset() {
    return gone + from;
  }

  /** True when the stream ended with an error: a cut gzip file. */
  boolean isBroken() {
    return broken;
  }

  /** The unread bytes at hand. */
  int left() {
    return to - from;
  }

  /** True when so many bytes, at most {@link #MOST}, are there; they may move in the buffer. */
  boolean has(int count) {
    while (to - from < count && !ended) {
      fill();
    }
    return to - from >= count;
  }

  /** The rest is small: moved to the front, it keeps what is read in the processor's cache. */
  private void fill() {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    gone += from;
    to -= from;
    from = 0;
    try {
      int got = in.read(buffer, to, Math.min(PIECE, buffer.length - to));
      ended = got < 0;
      to += Math.max(0, got);
    } catch (IOException cut) {
      ended = true;
      broken = true;
    }
  }

  /** Takes bytes that are at hand. */
  void take(int count) {
    from += count;
  }

  /** Passes over bytes; false when the file ends before. */
  boolean skip(long count) {
    long rest = count;
    while (rest > 0) {
      if (!has(1)) {
        return false;
      }
      int step = (int) Math.min(rest, left());
      from += step;
      rest -= step;
    }
    return true;
  }
}
