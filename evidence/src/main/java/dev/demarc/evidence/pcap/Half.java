// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import java.util.ArrayList;
import java.util.List;

/** One direction of a connection: puts its segments in order, within bounds. */
final class Half {
  /** Segments that wait for a missing one before it counts as lost by the capture. */
  private static final int MOST_HELD = 64;

  /** A jump beyond any window: the capture lost what is between, and nothing will fill it. */
  private static final int WINDOW = 1 << 26;

  /** So much memory a segment takes beside its bytes, in bytes. */
  private static final int OVERHEAD = 96;

  private static final byte[] NOTHING = {};

  private final Side side;
  private List<Held> held = List.of();
  private boolean known;
  private boolean opened;
  private int isn;
  private int next;
  private long position;
  private boolean closing;
  private int fin;

  private int lastId;
  private int lastSeq;
  private int lastFlags;
  private int lastLength;

  Half(Side side) {
    this.side = side;
  }

  private record Held(int seq, int length, byte[] bytes, long nanos, long packet, long record) {}

  /** True when its SYN was seen. */
  boolean isOpened() {
    return opened;
  }

  /** The number of its SYN, once seen. */
  int isn() {
    return isn;
  }

  /** True when its FIN, and all before it, was seen. */
  boolean isEnded() {
    return closing && next - fin >= 0;
  }

  /**
   * True for the very packet before it, seen on a second interface; a retransmission has another IP
   * identification.
   */
  boolean isCopy(Segment segment) {
    boolean same =
        segment.id != 0
            && segment.id == lastId
            && segment.seq == lastSeq
            && segment.flags == lastFlags
            && segment.length == lastLength;
    lastId = segment.id;
    lastSeq = segment.seq;
    lastFlags = segment.flags;
    lastLength = segment.length;
    return same;
  }

  private static int begin(Segment segment) {
    return segment.isSyn() ? segment.seq + 1 : segment.seq;
  }

  /** Says of a segment what is new in it. */
  void judge(Segment segment) {
    int seq = begin(segment);
    if (segment.isSyn() && !opened) {
      opened = true;
      isn = segment.seq;
      next = known ? next : seq;
      known = true;
    } else if (!known) {
      known = true;
      next = seq;
    }
    int overlap = next - seq;
    boolean plain = (segment.flags & (Segment.SYN | Segment.FIN | Segment.RST)) == 0;
    segment.keepAlive = plain && segment.length <= 1 && overlap == 1;
    segment.ahead = overlap < 0 && segment.length > 0;
    segment.fresh = segment.keepAlive ? 0 : fresh(seq, segment.length, overlap);
    if (segment.isFin()) {
      closing = true;
      fin = seq + segment.length;
    }
  }

  private int fresh(int seq, int length, int overlap) {
    if (overlap >= 0) {
      return Math.max(0, length - overlap);
    }
    for (Held one : held) {
      if (seq - one.seq >= 0 && seq + length - (one.seq + one.length) <= 0) {
        return 0;
      }
    }
    return length;
  }

  /** Takes the payload of a judged segment. */
  void take(Segment segment, Flow flow, Shelf shelf) {
    int seq = begin(segment);
    if (segment.fresh == 0) {
      return;
    }
    if (seq - next > WINDOW) {
      flush(flow, shelf);
      skip(seq, flow);
    }
    while (held.size() >= MOST_HELD) {
      skip(held.getFirst().seq, flow);
      drain(flow, shelf);
    }
    if (next - seq < 0 && !hold(segment, seq, shelf)) {
      flush(flow, shelf); // no room to wait for what is missing
      if (next - seq < 0) {
        skip(seq, flow);
      }
    }
    int overlap = next - seq;
    if (overlap >= 0) {
      shelf.piece.of(segment);
      give(flow, shelf.piece, segment.length, overlap);
      drain(flow, shelf);
    }
  }

  /** Keeps a segment that came too early; false when there is no room even to remember it. */
  private boolean hold(Segment segment, int seq, Shelf shelf) {
    boolean wanted = position + (seq - next) < TcpFlows.STREAM && segment.captured > 0;
    byte[] bytes = NOTHING;
    if (wanted && shelf.take(OVERHEAD + segment.captured)) {
      bytes = new byte[segment.captured];
      System.arraycopy(segment.bytes, segment.from, bytes, 0, bytes.length);
    } else if (!shelf.take(OVERHEAD)) {
      return false;
    }
    if (held.isEmpty()) {
      held = new ArrayList<>();
    }
    int at = held.size();
    while (at > 0 && held.get(at - 1).seq - seq > 0) {
      at--;
    }
    held.add(
        at, new Held(seq, segment.length, bytes, segment.nanos, segment.packet, segment.record));
    return true;
  }

  private void drain(Flow flow, Shelf shelf) {
    while (!held.isEmpty() && next - held.getFirst().seq >= 0) {
      Held first = held.removeFirst();
      shelf.put(OVERHEAD + first.bytes.length);
      shelf.piece.set(first.bytes, 0, first.bytes.length);
      shelf.piece.seen(first.nanos, first.packet, first.record);
      give(flow, shelf.piece, first.length, next - first.seq);
    }
  }

  /** Gives what is left, with the gaps in it. */
  void flush(Flow flow, Shelf shelf) {
    while (!held.isEmpty()) {
      skip(held.getFirst().seq, flow);
      drain(flow, shelf);
    }
    held = List.of();
  }

  private void skip(int seq, Flow flow) {
    long missing = (seq - next) & 0xffffffffL;
    if (position < TcpFlows.STREAM && missing > 0) {
      flow.gap(side, position, missing);
    }
    position += missing;
    next = seq;
  }

  /**
   * Gives what is new of a segment.
   *
   * @param piece its payload, as much as the capture holds of it
   * @param length of its payload on the wire
   * @param overlap how much of that was given before
   */
  private void give(Flow flow, Piece piece, int length, int overlap) {
    int rest = length - overlap;
    if (rest <= 0) {
      return;
    }
    long room = TcpFlows.STREAM - position;
    if (room > 0) {
      int here = (int) Math.min(Math.max(0, piece.length - overlap), room);
      if (here > 0) {
        piece.part(overlap, here);
        piece.side = side;
        piece.position = position;
        flow.bytes(piece);
      }
      if (here < rest && here < room) {
        flow.gap(side, position + here, rest - here);
      }
    }
    position += rest;
    next += rest;
  }
}
