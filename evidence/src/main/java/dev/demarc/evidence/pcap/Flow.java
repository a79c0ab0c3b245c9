// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import dev.demarc.evidence.capture.Spot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** One TCP connection: one incarnation of its addresses and ports. */
public final class Flow {
  private static final FlowWatch[] NOBODY = {};

  final Ends ends;
  final Half client = new Half(Side.CLIENT);
  final Half server = new Half(Side.SERVER);

  private final Endpoint clientEnd;
  private final Endpoint serverEnd;
  private final boolean clientIsFirst;
  private final boolean rolesKnown;
  private final long openedAt;
  private final long packet;
  private final long record;
  private FlowWatch[] watches = NOBODY;
  private long lastAt;
  private long synAt = -1;
  private boolean answered;
  private long rtt = -1;

  Flow(Ends ends, boolean clientIsFirst, boolean rolesKnown, Segment first) {
    this.ends = ends;
    this.clientIsFirst = clientIsFirst;
    this.clientEnd = ends.end(clientIsFirst);
    this.serverEnd = ends.end(!clientIsFirst);
    this.rolesKnown = rolesKnown;
    this.openedAt = first.nanos;
    this.lastAt = first.nanos;
    this.packet = first.packet;
    this.record = first.record;
  }

  /** Who opened it. */
  public Endpoint client() {
    return clientEnd;
  }

  /** Who accepted it. */
  public Endpoint server() {
    return serverEnd;
  }

  /**
   * True when a SYN or the kind of a TLS hello said who is the client; else the ports did, or who
   * spoke first.
   */
  public boolean rolesKnown() {
    return rolesKnown;
  }

  /** True when its first SYN is in the capture. */
  public boolean isFromStart() {
    return client.isOpened();
  }

  /** When its first packet was seen, in nanoseconds since 1970. */
  public long openedAt() {
    return openedAt;
  }

  /** When its last packet so far was seen, in nanoseconds since 1970. */
  public long lastAt() {
    return lastAt;
  }

  /**
   * A round trip: from the SYN to the client's first acknowledgement, in nanoseconds, whichever end
   * captured. Empty when the capture has not both, or the SYN was sent again.
   */
  public OptionalLong roundTrip() {
    return rtt < 0 ? OptionalLong.empty() : OptionalLong.of(rtt);
  }

  /** Its first packet. */
  public Spot spot(String file) {
    return spot(file, packet, record, openedAt);
  }

  /** A packet of a capture. */
  public static Spot spot(String file, long packet, long record, long nanos) {
    Instant at =
        Instant.ofEpochSecond(
            Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    return Spot.packet(file, record, packet, at);
  }

  void watch(List<FlowListener> listeners) {
    FlowWatch[] all = new FlowWatch[listeners.size()];
    int count = 0;
    for (FlowListener listener : listeners) {
      FlowWatch watch = listener.opened(this);
      if (!watch.equals(FlowWatch.NONE)) {
        all[count++] = watch;
      }
    }
    watches = count == all.length ? all : Arrays.copyOf(all, count);
  }

  Half half(Side side) {
    return side == Side.CLIENT ? client : server;
  }

  Side sender(boolean sourceIsFirst) {
    return sourceIsFirst == clientIsFirst ? Side.CLIENT : Side.SERVER;
  }

  void segment(Segment segment) {
    lastAt = segment.nanos;
    if (rtt < 0 && !answered) {
      time(segment);
    }
    for (FlowWatch watch : watches) {
      watch.segment(segment);
    }
  }

  private void time(Segment segment) {
    if (segment.side == Side.CLIENT && segment.isSyn()) {
      answered = synAt >= 0;
      synAt = segment.nanos;
    } else if (segment.side == Side.CLIENT && server.isOpened() && synAt >= 0) {
      answered = true;
      rtt = Math.max(0, segment.nanos - synAt);
    }
  }

  void bytes(Piece piece) {
    for (FlowWatch watch : watches) {
      watch.bytes(piece);
    }
  }

  void gap(Side side, long position, long length) {
    for (FlowWatch watch : watches) {
      watch.gap(side, position, length);
    }
  }

  void ended(FlowEnd how) {
    for (FlowWatch watch : watches) {
      watch.ended(how);
    }
    watches = NOBODY;
  }
}
