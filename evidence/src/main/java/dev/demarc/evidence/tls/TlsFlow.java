// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import dev.demarc.evidence.pcap.Flow;
import dev.demarc.evidence.pcap.FlowEnd;
import dev.demarc.evidence.pcap.FlowWatch;
import dev.demarc.evidence.pcap.Piece;
import dev.demarc.evidence.pcap.Segment;
import dev.demarc.evidence.pcap.Side;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Follows the handshake of one connection, and when it ends. */
final class TlsFlow implements FlowWatch {
  private static final int CERTIFICATE = 11;
  private static final int NEW_TICKET = 4;

  /** An empty Certificate: 4 of the message, 4 of two lengths, 1 of the type, 16 of the tag. */
  private static final int NO_CERTIFICATE = 25;

  /** EncryptedExtensions and Certificate come before what is signed. */
  private static final int BEFORE_SIGNATURE = 2;

  /** What PostgreSQL's clients say before TLS begins, and the server's one letter. */
  private static final byte[] POSTGRES = {0, 0, 0, 8, 4, (byte) 0xd2, 22, 47};

  private final Flow flow;
  private final TlsFlows owner;
  private final RecordFeed client;
  private final RecordFeed server;
  private @Nullable PairTally pair;
  private @Nullable ClientHello clientHello;
  private @Nullable ServerHello serverHello;
  private boolean wrapped;
  private boolean retried;
  private boolean again;
  private boolean alerted;

  /** Whether the capture holds the server's direction. */
  private boolean heard;

  private boolean full12;
  private boolean resumed12;
  private boolean certificate12;

  private boolean plain;
  private boolean begun;
  private long beganAt;
  private long packet;
  private long record;
  private long clientDoneAt = -1;
  private long serverDoneAt = -1;
  private long closedAt = -1;

  /** Lengths of the first encrypted records. */
  private final int[] answers = new int[6];

  private final int[] finals = new int[3];
  private int answered;
  private int finished;

  TlsFlow(Flow flow, TlsFlows owner, RecordFeed.Budget budget) {
    this.flow = flow;
    this.owner = owner;
    this.client = new RecordFeed(budget, new ClientSide());
    this.server = new RecordFeed(budget, new ServerSide());
  }

  @Override
  public void segment(Segment segment) {
    heard |= segment.side() == Side.SERVER;
    if (closedAt < 0 && (segment.isFin() || segment.isReset())) {
      closedAt = segment.nanos();
    }
  }

  @Override
  public void bytes(Piece piece) {
    RecordFeed feed = piece.side() == Side.CLIENT ? client : server;
    if (!feed.isStopped()) {
      boolean first = piece.position() == 0;
      feed.bytes(piece, first ? before(piece) : 0);
      plain |= first && feed.isStopped();
    }
  }

  private int before(Piece piece) {
    int at = piece.from();
    if (piece.side() == Side.SERVER) {
      return wrapped && piece.bytes()[at] == 'S' ? 1 : 0;
    }
    wrapped =
        piece.length() == POSTGRES.length
            && Arrays.equals(piece.bytes(), at, at + POSTGRES.length, POSTGRES, 0, POSTGRES.length);
    return wrapped ? POSTGRES.length : 0;
  }

  @Override
  public void gap(Side side, long position, long length) {
    (side == Side.CLIENT ? client : server).gap(length);
  }

  private void begin(Piece in) {
    if (!begun) {
      begun = true;
      beganAt = in.nanos();
      packet = in.packet();
      record = in.record();
      pair = owner.pair(flow);
      again = pair != null && pair.hasEnded();
    }
  }

  private boolean is13() {
    return serverHello != null && serverHello.is13();
  }

  private boolean is12() {
    return serverHello != null && !serverHello.is13();
  }

  /** What the client says. */
  private final class ClientSide implements RecordFeed.Sink {
    @Override
    public void record(int type, int length, Piece in) {
      switch (type) {
        case RecordFeed.HANDSHAKE -> begin(in);
        case RecordFeed.CHANGE_CIPHER -> {
          if (is12() && clientDoneAt < 0) {
            clientDoneAt = in.nanos();
            client.encrypted();
          }
        }
        case RecordFeed.APPLICATION -> {
          if (is13() && finished < finals.length) {
            clientDoneAt = clientDoneAt < 0 ? in.nanos() : clientDoneAt;
            finals[finished++] = length;
          } else if (serverHello != null) {
            client.stop();
            server.stop();
          }
        }
        default -> {}
      }
    }

    @Override
    public void message(int type, int length, byte[] bytes, int from) {
      if (type == 1) {
        clientHello = ClientHello.of(bytes, from, length).orElse(null);
      } else if (type == CERTIFICATE) {
        // three bytes say that the list is empty
        certificate12 = length > 3;
      }
    }
  }

  /** What the server answers. */
  private final class ServerSide implements RecordFeed.Sink {
    @Override
    public void record(int type, int length, Piece in) {
      switch (type) {
        case RecordFeed.HANDSHAKE -> begin(in);
        case RecordFeed.ALERT -> alerted |= serverHello == null;
        case RecordFeed.CHANGE_CIPHER -> {
          if (is12() && serverDoneAt < 0) {
            serverDoneAt = in.nanos();
            resumed12 = !full12;
            server.encrypted();
          }
        }
        case RecordFeed.APPLICATION -> {
          if (is13() && clientDoneAt < 0 && answered < answers.length) {
            answers[answered++] = length;
          }
        }
        default -> {}
      }
    }

    @Override
    public void message(int type, int length, byte[] bytes, int from) {
      if (type == 2) {
        ServerHello hello = ServerHello.of(bytes, from, length).orElse(null);
        if (hello != null && hello.retry()) {
          retried = true;
        } else {
          serverHello = hello;
        }
      } else if (type != NEW_TICKET) {
        full12 = true;
      }
    }
  }

  private Outcome outcome() {
    if (clientHello == null || serverHello == null) {
      return Outcome.INCOMPLETE;
    }
    if (serverHello.is13()) {
      return clientHello.outcome13(serverHello.taken());
    }
    return full12 || resumed12 ? clientHello.outcome12(resumed12) : Outcome.INCOMPLETE;
  }

  @Override
  public void ended(FlowEnd how) {
    boolean stopped = server.isStopped() || client.isStopped();
    client.stop();
    server.stop();
    if (pair == null) {
      unseen();
      return;
    }
    Outcome outcome = outcome();
    boolean left = how == FlowEnd.CLOSED || how == FlowEnd.RESET || closedAt >= 0;
    boolean refused =
        outcome == Outcome.INCOMPLETE
            && clientHello != null
            && (alerted || (left && heard && !stopped));
    pair.add(
        new Handshake(
            outcome,
            refused,
            again,
            outcome == Outcome.NOT_CAPABLE && maybeId(),
            retried,
            clientHello != null && clientHello.offers13(),
            is13(),
            outcome == Outcome.INCOMPLETE || outcome == Outcome.RESUMED ? ServerKey.UNKNOWN : key(),
            gaveCertificate(),
            took(outcome),
            flow.roundTrip().orElse(-1),
            flow.isFromStart() && closedAt >= 0 ? closedAt - flow.openedAt() : -1,
            closedAt >= 0),
        Flow.spot(owner.file(), packet, record, beganAt));
  }

  private boolean maybeId() {
    return is12()
        && clientHello != null
        && serverHello != null
        && clientHello.maybeOffersId(serverHello);
  }

  /** A connection to a TLS server whose handshake is not in the capture, though its begin is. */
  private void unseen() {
    PairTally known = begun || plain || !flow.isFromStart() ? null : owner.known(flow);
    if (known != null) {
      known.add(Handshake.UNSEEN, flow.spot(owner.file()));
    }
  }

  /** From the first byte of the first hello until the client may send, in nanoseconds, or -1. */
  private long took(Outcome outcome) {
    boolean early = clientHello != null && clientHello.early();
    if (outcome == Outcome.INCOMPLETE || early || clientDoneAt < 0) {
      return -1;
    }
    if (is13() || outcome == Outcome.RESUMED) {
      return Math.max(clientDoneAt, serverDoneAt) - beganAt;
    }
    return serverDoneAt < 0 ? -1 : Math.max(clientDoneAt, serverDoneAt) - beganAt;
  }

  private ServerKey key() {
    if (serverHello == null) {
      return ServerKey.UNKNOWN;
    }
    if (!serverHello.is13()) {
      return ServerKey.ofSuite(serverHello.suite());
    }
    for (int i = BEFORE_SIGNATURE + 1; i < answered; i++) {
      if (answers[i] == serverHello.finished()) {
        return ServerKey.ofSignature(answers[i - 1]);
      }
    }
    return ServerKey.UNKNOWN;
  }

  /** True when the client showed a certificate: something other than a Finished came first. */
  private boolean gaveCertificate() {
    if (certificate12) {
      return true;
    }
    if (!is13() || serverHello == null || clientHello == null || clientHello.early()) {
      return false;
    }
    int end = serverHello.finished();
    return finished == finals.length
        && finals[0] != end
        && finals[0] != NO_CERTIFICATE
        && finals[2] == end;
  }
}
