// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import java.util.Locale;

/** How a connection ended. */
public enum Closing {
  /** The server ended it after it had rested for a while, and no request was unanswered. */
  SERVER_IDLE_CLOSE,
  /** The server ended it right behind its answer, as after {@code Connection: close}. */
  CLOSED_AFTER_ANSWER,
  /** The client ended it, and no request was unanswered. */
  CLIENT_CLOSE,
  /**
   * The server ended it in the handshake of TLS, mostly by an alert: it refused the client's hello
   * or its certificate, and no request was read.
   */
  HANDSHAKE_ENDED,
  /** The server ended it, by FIN or by reset, with a request unanswered. */
  MID_REQUEST_CUT,
  /** The client ended it, with a request unanswered. */
  CLIENT_GAVE_UP,
  /**
   * The first data after a pause met a reset of somebody who does not know the connection: it has
   * no ACK (RFC 9293, 3.10.7.1), and nobody had ended the connection before.
   */
  SILENT_IDLE_DROP,
  /** As {@link #SILENT_IDLE_DROP}, but a probe of TCP met the reset, and no request was hit. */
  DROPPED_AT_PROBE,
  /** As {@link #SILENT_IDLE_DROP}, but what came before is not in the capture. */
  FORGOTTEN_SINCE_UNKNOWN,
  /** The client sent its data again and again, and nobody acknowledged any of it. */
  BLACKHOLE,
  /** The capture shows requests and never a packet of the server. */
  ONE_SIDED,
  /** It is open at the end of the capture. */
  OPEN;

  /** As a report has it: {@code server-idle-close}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether something went wrong for a request, or may have. */
  public boolean isTrouble() {
    return switch (this) {
      case SERVER_IDLE_CLOSE, CLOSED_AFTER_ANSWER, CLIENT_CLOSE, DROPPED_AT_PROBE, OPEN -> false;
      case MID_REQUEST_CUT,
          HANDSHAKE_ENDED,
          CLIENT_GAVE_UP,
          SILENT_IDLE_DROP,
          FORGOTTEN_SINCE_UNKNOWN,
          BLACKHOLE,
          ONE_SIDED ->
          true;
    };
  }
}
