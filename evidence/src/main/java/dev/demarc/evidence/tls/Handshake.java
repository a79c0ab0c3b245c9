// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

/**
 * What became of one handshake.
 *
 * @param refused incomplete because the server did not answer with a hello
 * @param again an earlier connection of the pair had ended when it began
 * @param maybeId no ticket, but a session id that may be an offer, under TLS 1.2
 * @param retried it took a HelloRetryRequest
 * @param offers13 the client offered TLS 1.3
 * @param is13 the server chose it
 * @param key of a full handshake
 * @param clientCertificate the client showed one
 * @param took until the client may send, in nanoseconds; -1 if not known
 * @param trip a round trip, in nanoseconds; -1 if not known
 * @param life of the connection, in nanoseconds; -1 if its begin or end is not in the capture
 * @param closed its end is in the capture
 */
record Handshake(
    Outcome outcome,
    boolean refused,
    boolean again,
    boolean maybeId,
    boolean retried,
    boolean offers13,
    boolean is13,
    ServerKey key,
    boolean clientCertificate,
    long took,
    long trip,
    long life,
    boolean closed) {
  /** A connection that began, of which no hello is there. */
  static final Handshake UNSEEN =
      new Handshake(
          Outcome.INCOMPLETE,
          false,
          false,
          false,
          false,
          false,
          false,
          ServerKey.UNKNOWN,
          false,
          -1,
          -1,
          -1,
          false);
}
