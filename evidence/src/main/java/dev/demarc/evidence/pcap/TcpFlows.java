// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a capture. A SYN with another number on the same addresses and ports is
 * another connection; one whose SYN is missing begins with its first payload. Above a limit the
 * quietest connection is let go, and counted.
 */
public final class TcpFlows {
  /** So many bytes of each side's stream are given in order. */
  public static final int STREAM = 128 << 10;

  /** Connections that are followed at once. */
  static final int MOST_OPEN = 1 << 16;

  /** Ended ones that are remembered, so that a late packet of theirs opens nothing. */
  private static final int MOST_ENDED = 1 << 13;

  private static final int EPHEMERAL = 32768;

  private final List<FlowListener> listeners;
  private final int most;
  private final Shelf shelf = new Shelf();
  private final Ends probe = new Ends();
  private final LinkedHashMap<Ends, Flow> open = new LinkedHashMap<>(1024, 0.75f, true);
  private final LinkedHashMap<Ends, Flow> ended = new LinkedHashMap<>();

  long segments;
  long flows;
  long evicted;

  /** Packets that were seen twice, on two interfaces. */
  long copies;

  TcpFlows(List<FlowListener> listeners, int most) {
    this.listeners = List.copyOf(listeners);
    this.most = most;
  }

  /** Segments that came early and were not kept. */
  long refused() {
    return shelf.refused;
  }

  void accept(Segment segment) {
    segments++;
    probe.set(segment);
    Flow flow = flow(segment);
    if (flow == null) {
      return;
    }
    Side side = flow.sender(probe.sourceIsFirst);
    segment.side = side;
    Half half = flow.half(side);
    if (half.isCopy(segment)) {
      copies++;
      return;
    }
    half.judge(segment);
    flow.segment(segment);
    half.take(segment, flow, shelf);
    if (segment.isReset()) {
      end(flow, FlowEnd.RESET);
    } else if (flow.client.isEnded() && flow.server.isEnded()) {
      end(flow, FlowEnd.CLOSED);
    }
  }

  /** The connection of a segment: known, new, or none of interest. */
  private @Nullable Flow flow(Segment segment) {
    Flow flow = open.get(probe);
    if (segment.isSyn()) {
      Flow old = flow != null ? flow : ended.get(probe);
      if (old != null && belongs(old, segment)) {
        return flow;
      }
      if (flow != null) {
        end(flow, FlowEnd.REPLACED);
      }
      boolean answer = segment.hasAck();
      return open(segment, probe.sourceIsFirst != answer, true);
    }
    if (flow != null || segment.length == 0 || segment.isReset() || ended.containsKey(probe)) {
      return flow;
    }
    return opened(segment);
  }

  /** True for a SYN that was seen before, or the answer to one. */
  private boolean belongs(Flow flow, Segment segment) {
    Side side = flow.sender(probe.sourceIsFirst);
    if (segment.hasAck() != (side == Side.SERVER)) {
      return false;
    }
    Half own = flow.half(side);
    Half other = flow.half(side.other());
    if (own.isOpened()) {
      return own.isn() == segment.seq;
    }
    return side == Side.SERVER && other.isOpened() && segment.ack == other.isn() + 1;
  }

  /** A connection whose opening is not in the capture. */
  private Flow opened(Segment segment) {
    int hello = hello(segment);
    if (hello != 0) {
      return open(segment, probe.sourceIsFirst == (hello == 1), true);
    }
    boolean fromServer =
        segment.sourcePort < segment.targetPort
            && (segment.sourcePort < 1024
                || (segment.sourcePort < EPHEMERAL && segment.targetPort >= EPHEMERAL));
    return open(segment, probe.sourceIsFirst != fromServer, false);
  }

  /** The type of the TLS hello that a payload begins with: 1 a client's, 2 a server's, else 0. */
  private static int hello(Segment segment) {
    byte[] bytes = segment.bytes;
    int at = segment.from;
    boolean handshake = segment.captured > 5 && bytes[at] == 22 && bytes[at + 1] == 3;
    return handshake && (bytes[at + 5] == 1 || bytes[at + 5] == 2) ? bytes[at + 5] : 0;
  }

  private Flow open(Segment first, boolean clientIsFirst, boolean rolesKnown) {
    Ends ends = probe.copy();
    ended.remove(ends);
    Flow flow = new Flow(ends, clientIsFirst, rolesKnown, first);
    flows++;
    open.put(ends, flow);
    if (open.size() > most) {
      evicted++;
      end(open.firstEntry().getValue(), FlowEnd.EVICTED);
    }
    flow.watch(listeners);
    return flow;
  }

  private void end(Flow flow, FlowEnd how) {
    open.remove(flow.ends);
    flow.client.flush(flow, shelf);
    flow.server.flush(flow, shelf);
    flow.ended(how);
    if (how == FlowEnd.CLOSED || how == FlowEnd.RESET) {
      ended.put(flow.ends, flow);
      if (ended.size() > MOST_ENDED) {
        ended.pollFirstEntry();
      }
    }
  }

  /** Ends what is still open, oldest first. */
  void finish() {
    while (!open.isEmpty()) {
      end(open.firstEntry().getValue(), FlowEnd.CAPTURE_END);
    }
  }
}
