// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import dev.demarc.evidence.pcap.Flow;
import dev.demarc.evidence.pcap.FlowEnd;
import dev.demarc.evidence.pcap.FlowWatch;
import dev.demarc.evidence.pcap.Segment;
import dev.demarc.evidence.pcap.Side;
import org.jspecify.annotations.Nullable;

/** Follows the turns of one connection, and says at its first FIN or reset how it ended. */
final class ConnectionWatch implements FlowWatch {
  /** A pause after which a middlebox may have forgotten the connection. */
  private static final long PAUSE = 10_000_000_000L;

  /** Data that is sent again so often within so long, without a packet from there, goes nowhere. */
  private static final int REPEATS = 3;

  private static final long UNANSWERED = 3_000_000_000L;

  /** A server that ends a connection sooner after the last payload did not wait for a next one. */
  private static final long REST = 50_000_000L;

  /** And a rest lasts so many round trips at least: the answer and its ACK are on their way. */
  private static final int ROUND_TRIPS = 3;

  private static final int CHANGE_CIPHER = 20;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION = 23;

  /**
   * An alert of TLS 1.3 inside its record: two bytes, the inner type, and the tag of the cipher.
   */
  private static final int ALERT_LENGTH = 19;

  /** One that nothing encrypts: then its sender has not finished the handshake. */
  private static final int PLAIN_ALERT_LENGTH = 2;

  private static final int RECORD_HEADER = 5;

  /** The first byte of the version of a record, in all versions of TLS. */
  private static final int MAJOR = 3;

  /** The second one, of TLS 1.3; that of SSL 3 is 0. */
  private static final int NEWEST_MINOR = 4;

  /** What a record holds at most, in bytes: the longest is that of TLS 1.2 (RFC 5246, 6.2.3). */
  private static final int LONGEST_RECORD = 16_384 + 2_048;

  /** Less than this under TLS may be a frame that wants no answer, such as GOAWAY of HTTP/2. */
  private static final int SMALLEST_REQUEST = 128;

  private final Flow flow;
  private final String file;
  private final PairWatch pair;
  private Carries carries = Carries.UNSEEN;
  private boolean hasEnded;
  private boolean sawServer;
  private int turns;
  private Side last = Side.SERVER;
  private long lastPayloadAt = -1;
  private long lastPacketAt = -1;

  /** Bytes of the client that no payload of the server has answered. */
  private long outstanding;

  private long requestAt;
  private long pause = -1;

  /** Whether the client has probed the resting connection and nobody answered yet. */
  private boolean isProbed;

  private int requestSeq;

  /** The type of the TLS record that what is unanswered begins with; 0 when it is not known. */
  private int firstRecord;

  /** Whether the alert that said goodbye was in clear. */
  private boolean isPlainGoodbye;

  /** Whether the server has sent any packet since the request began. */
  private boolean heard;

  /** Whether the server has acknowledged some of the request. */
  private boolean acknowledged;

  /** What follows the server's last byte that is in the capture, once one is. */
  private int serverNext;

  private int repeats;

  /** Who said by an alert that it will close; nobody once more payload came. */
  private @Nullable Side goodbye;

  private long goodbyeAt;

  private long lastPacket;
  private long lastRecord;

  ConnectionWatch(Flow flow, String file, PairWatch pair) {
    this.flow = flow;
    this.file = file;
    this.pair = pair;
  }

  @Override
  public void segment(Segment segment) {
    if (hasEnded) {
      return;
    }
    boolean isServer = segment.side() == Side.SERVER;
    if (segment.isSyn() && isServer) {
      pair.opened(flow.openedAt()); // an answered one: a new connection that works
    }
    missed(segment, isServer);
    if (segment.isReset() || segment.isFin()) {
      if (!segment.isReset()) {
        take(segment, isServer);
      }
      end(segment, goodbye == null ? isServer : goodbye == Side.SERVER);
      return;
    }
    sawServer |= isServer;
    heard |= isServer;
    isProbed = !isServer && (isProbed || segment.isKeepAlive());
    acknowledged |= isServer && segment.hasAck() && segment.ack() - requestSeq > 0;
    if (segment.isRetransmission() && !isServer && outstanding > 0 && !acknowledged) {
      repeats++;
    }
    take(segment, isServer);
    lastPacketAt = segment.nanos();
    lastPacket = segment.packet();
    lastRecord = segment.record();
  }

  /** An acknowledgement of bytes that the capture lacks: the server did answer. */
  private void missed(Segment segment, boolean isServer) {
    if (isServer) {
      int extra = segment.isSyn() || segment.isFin() ? 1 : 0;
      int next = segment.seq() + segment.length() + extra;
      serverNext = !sawServer || next - serverNext > 0 ? next : serverNext;
    } else if (sawServer && segment.hasAck() && segment.ack() - serverNext > 0) {
      serverNext = segment.ack();
      outstanding = 0;
      last = Side.SERVER;
      lastPayloadAt = segment.nanos();
    }
  }

  private void take(Segment segment, boolean isServer) {
    if (segment.fresh() == 0 || segment.isKeepAlive()) {
      return;
    }
    if (isAlert(segment)) {
      goodbyeAt = goodbye == null ? segment.nanos() : goodbyeAt;
      isPlainGoodbye = goodbye == null ? isPlainAlert(segment) : isPlainGoodbye;
      goodbye = goodbye == null ? segment.side() : goodbye;
    } else {
      goodbye = null;
      payload(segment, isServer);
    }
  }

  private void payload(Segment segment, boolean isServer) {
    if (isServer) {
      outstanding = 0;
      last = Side.SERVER;
    } else {
      if (last == Side.SERVER) {
        turns++;
        carries = carries.and(Carries.of(segment.bytes(), segment.from(), segment.captured()));
      }
      if (outstanding == 0) {
        requestAt = segment.nanos();
        pause = lastPacketAt < 0 ? -1 : segment.nanos() - lastPacketAt;
        requestSeq = segment.seq();
        firstRecord = recordType(segment.bytes(), segment.from(), segment.captured());
        heard = false;
        acknowledged = false;
        repeats = 0;
      }
      outstanding += segment.fresh();
      last = Side.CLIENT;
    }
    lastPayloadAt = segment.nanos();
  }

  /**
   * The type of the record that begins there, or 0 where none does: a segment may begin inside one,
   * with any byte. What the capture lacks of the header is not asked for.
   */
  private static int recordType(byte[] bytes, int from, int captured) {
    if (captured == 0 || (captured > 1 && bytes[from + 1] != MAJOR)) {
      return 0;
    }
    if (captured >= RECORD_HEADER) {
      int length = Byte.toUnsignedInt(bytes[from + 3]) << 8 | Byte.toUnsignedInt(bytes[from + 4]);
      boolean isVersion = bytes[from + 2] >= 0 && bytes[from + 2] <= NEWEST_MINOR;
      if (!isVersion || length == 0 || length > LONGEST_RECORD) {
        return 0;
      }
    }
    return bytes[from];
  }

  private boolean isAlert(Segment segment) {
    if (carries != Carries.ENCRYPTED || segment.captured() < RECORD_HEADER) {
      return false;
    }
    byte[] bytes = segment.bytes();
    int at = segment.from();
    boolean isSmall =
        bytes[at] == APPLICATION
            && bytes[at + 3] == 0
            && bytes[at + 4] == ALERT_LENGTH
            && segment.length() == RECORD_HEADER + ALERT_LENGTH;
    return bytes[at + 1] == MAJOR && (bytes[at] == ALERT || isSmall);
  }

  private static boolean isPlainAlert(Segment segment) {
    byte[] bytes = segment.bytes();
    int at = segment.from();
    return bytes[at] == ALERT && bytes[at + 3] == 0 && bytes[at + 4] == PLAIN_ALERT_LENGTH;
  }

  private void end(Segment segment, boolean isServer) {
    Closing closing = isServer ? byServer(segment) : byClient(segment.nanos());
    give(closing, segment.isReset(), segment.nanos(), segment.packet(), segment.record());
  }

  private boolean isAnswered() {
    return outstanding == 0 || (carries == Carries.ENCRYPTED && outstanding < SMALLEST_REQUEST);
  }

  private Closing byServer(Segment segment) {
    boolean isUnknown = segment.isReset() && !segment.hasAck();
    if (isInHandshake()) {
      return Closing.HANDSHAKE_ENDED;
    }
    if (isAnswered()) {
      Closing known =
          isRested(segment.nanos()) ? Closing.SERVER_IDLE_CLOSE : Closing.CLOSED_AFTER_ANSWER;
      return isUnknown && isProbed ? Closing.DROPPED_AT_PROBE : known;
    }
    boolean isUnknownThere = isUnknown && !heard;
    if (isUnknownThere && pause < 0) {
      return Closing.FORGOTTEN_SINCE_UNKNOWN;
    }
    return isUnknownThere && pause >= PAUSE ? Closing.SILENT_IDLE_DROP : Closing.MID_REQUEST_CUT;
  }

  /**
   * Whether what the server left unanswered is a part of the handshake of TLS. In version 1.3 the
   * client's last part of it begins with a ChangeCipherSpec (RFC 8446, D.4), requests follow it at
   * once, and a refusal is encrypted: an alert that is all the server says to it is taken for one.
   */
  private boolean isInHandshake() {
    if (carries != Carries.ENCRYPTED || outstanding == 0) {
      return false;
    }
    boolean isRefused = goodbye == Side.SERVER;
    return firstRecord == HANDSHAKE
        || (isRefused && isPlainGoodbye)
        || (isRefused && firstRecord == CHANGE_CIPHER && !isAnswered());
  }

  /** Whether nothing was under way for long enough before the server said that it closes. */
  private boolean isRested(long now) {
    long rest = (goodbye == null ? now : goodbyeAt) - lastPayloadAt;
    return rest >= Math.max(REST, ROUND_TRIPS * flow.roundTrip().orElse(0));
  }

  private Closing byClient(long now) {
    if (isAnswered()) {
      return Closing.CLIENT_CLOSE;
    }
    if (!sawServer) {
      return Closing.ONE_SIDED;
    }
    return isUnanswered(now) ? Closing.BLACKHOLE : Closing.CLIENT_GAVE_UP;
  }

  private boolean isUnanswered(long now) {
    return !isAnswered() && !acknowledged && repeats >= REPEATS && now - requestAt >= UNANSWERED;
  }

  @Override
  public void ended(FlowEnd how) {
    if (!hasEnded && how != FlowEnd.EVICTED) {
      boolean isLost = isUnanswered(lastPacketAt);
      Closing unseen = isAnswered() ? Closing.OPEN : Closing.ONE_SIDED;
      Closing closing = sawServer ? isLost ? Closing.BLACKHOLE : Closing.OPEN : unseen;
      give(closing, false, lastPacketAt, lastPacket, lastRecord);
    }
  }

  private void give(Closing closing, boolean reset, long now, long packet, long record) {
    hasEnded = true;
    if (turns == 0) {
      return; // nothing was asked: a probe, or only its end is in the capture
    }
    long since = isAnswered() ? lastPayloadAt : requestAt;
    pair.ended(
        new Ending(
            closing,
            carries,
            reset,
            turns,
            Math.max(0, now - since),
            pause,
            repeats,
            acknowledged,
            heard,
            closing == Closing.BLACKHOLE ? requestAt : now,
            Flow.spot(file, packet, record, Math.max(0, now))));
  }
}
