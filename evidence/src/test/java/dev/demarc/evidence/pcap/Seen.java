// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import dev.demarc.evidence.Reader.Read;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a pass over a capture tells. */
final class Seen implements FlowListener {
  final List<Line> flows = new ArrayList<>();

  /** One connection: its ends, what each side said, and how it went. */
  static final class Line implements FlowWatch {
    final Flow flow;
    final StringBuilder client = new StringBuilder();
    final StringBuilder server = new StringBuilder();
    final List<String> events = new ArrayList<>();
    FlowEnd end = FlowEnd.CAPTURE_END;

    Line(Flow flow) {
      this.flow = flow;
    }

    @Override
    public void segment(Segment segment) {
      String kind =
          segment.isRetransmission()
              ? "again "
              : segment.isKeepAlive() ? "probe " : segment.isAhead() ? "ahead " : "";
      if (!kind.isEmpty()) {
        events.add(kind + segment.packet());
      }
    }

    @Override
    public void bytes(Piece piece) {
      StringBuilder to = piece.side() == Side.CLIENT ? client : server;
      if (to.length() != piece.position()) {
        events.add("position " + piece.position() + " after " + to.length());
      }
      to.append(
          new String(piece.bytes(), piece.from(), piece.length(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public void gap(Side side, long position, long length) {
      events.add("gap " + position + "+" + length);
      (side == Side.CLIENT ? client : server).repeat('?', (int) Math.min(length, 1 << 20));
    }

    @Override
    public void ended(FlowEnd how) {
      end = how;
    }
  }

  @Override
  public FlowWatch opened(Flow flow) {
    Line line = new Line(flow);
    flows.add(line);
    return line;
  }

  @Override
  public Read finished(Traffic traffic) {
    return Read.nothing();
  }
}
