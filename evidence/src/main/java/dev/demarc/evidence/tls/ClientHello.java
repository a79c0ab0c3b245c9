// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import java.util.Optional;

/**
 * What a client says of versions and resumption.
 *
 * @param offers13 TLS 1.3 is among the versions
 * @param sessionId the length of the session id, in bytes; many send one for show
 * @param ticketSlot session_ticket is there, full or empty
 * @param ticket the length of the ticket in it, in bytes
 * @param modes psk_key_exchange_modes is there: it could take a ticket of TLS 1.3
 * @param offer pre_shared_key is there: it offers one
 * @param early it sends data before the answer
 */
record ClientHello(
    boolean offers13,
    int sessionId,
    boolean ticketSlot,
    int ticket,
    boolean modes,
    boolean offer,
    boolean early) {
  /** Parses the body of the message, which begins there; empty when it makes no sense. */
  static Optional<ClientHello> of(byte[] body, int from, int length) {
    Cursor at = new Cursor(body, from, length);
    at.skip(2 + 32);
    int sessionId = at.u8();
    at.skip(sessionId);
    at.skip(at.u16());
    at.skip(at.u8());
    boolean offers13 = false;
    boolean slot = false;
    int ticket = 0;
    boolean modes = false;
    boolean offer = false;
    boolean early = false;
    if (at.left() >= 2) {
      at.limit(at.u16());
      while (at.left() >= 4) {
        int type = at.u16();
        int size = at.u16();
        int next = at.at() + size;
        switch (type) {
          case Cursor.SESSION_TICKET -> {
            slot = true;
            ticket = size;
          }
          case Cursor.PRE_SHARED_KEY -> offer = true;
          case Cursor.EARLY_DATA -> early = true;
          case Cursor.MODES -> modes = true;
          case Cursor.VERSIONS -> offers13 = has13(at, size);
          default -> {}
        }
        at.to(next);
      }
    }
    return at.failed()
        ? Optional.empty()
        : Optional.of(new ClientHello(offers13, sessionId, slot, ticket, modes, offer, early));
  }

  private static boolean has13(Cursor at, int size) {
    int count = size < 1 ? 0 : Math.min(at.u8(), size - 1) / 2;
    for (int i = 0; i < count; i++) {
      if (at.u16() == Cursor.TLS13) {
        return true;
      }
    }
    return false;
  }

  /** What came of it under TLS 1.3. */
  Outcome outcome13(boolean taken) {
    if (offer) {
      return taken ? Outcome.RESUMED : Outcome.REJECTED;
    }
    return modes ? Outcome.NO_TICKET : Outcome.NOT_CAPABLE;
  }

  /** What came of it under TLS 1.2, where only a ticket is surely an offer. */
  Outcome outcome12(boolean resumed) {
    if (resumed) {
      return Outcome.RESUMED;
    }
    if (ticket > 0) {
      return Outcome.REJECTED;
    }
    return ticketSlot || modes ? Outcome.NO_TICKET : Outcome.NOT_CAPABLE;
  }

  /**
   * True when a session id may be an offer that was refused, or for show: crypto/tls sends a random
   * one always. A server that gives none cannot have been offered one.
   */
  boolean maybeOffersId(ServerHello answer) {
    return sessionId > 0 && !offers13 && !ticketSlot && answer.givesId();
  }
}
