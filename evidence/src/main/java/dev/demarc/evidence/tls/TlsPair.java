// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All TLS handshakes of a client's address with a server's address and port, in one capture.
 * Several clients behind one address look like one.
 *
 * @param span of the whole capture
 * @param full how long handshakes took that made a new session, until the client may send
 * @param resumed how long resumed ones took
 * @param trips round trips of TCP's own handshakes
 * @param lives of connections whose begin and end are in the capture
 * @param shortLives how many of these lived less than a minute
 * @param examples the first packets of the first handshakes of each outcome
 * @param retries the same of handshakes that took a HelloRetryRequest
 */
public record TlsPair(
    String file,
    String client,
    String server,
    Duration span,
    Counts counts,
    Keys keys,
    Timing full,
    Timing resumed,
    Timing trips,
    Timing lives,
    int shortLives,
    Map<Outcome, List<Spot>> examples,
    List<Spot> retries) {
  /** Copies the collections. */
  public TlsPair {
    examples = Map.copyOf(examples);
    retries = List.copyOf(retries);
  }

  /**
   * How many handshakes there were of what kind.
   *
   * @param refused of the incomplete ones, those to which the server gave no hello
   * @param again those that began after an earlier connection of the pair had ended
   * @param noTicketAgain of these, those without a ticket
   * @param maybeId of those not capable, those with a session id that may have been an offer
   * @param retries took a HelloRetryRequest
   * @param offered13 complete ones whose client offered TLS 1.3
   * @param answered13 those that the server answered with TLS 1.3
   */
  public record Counts(
      int notCapable,
      int noTicket,
      int rejected,
      int resumed,
      int incomplete,
      int refused,
      int again,
      int noTicketAgain,
      int maybeId,
      int retries,
      int offered13,
      int answered13) {
    /** How many have an outcome. */
    public int complete() {
      return full() + resumed;
    }

    /** How many made a new session. */
    public int full() {
      return notCapable + noTicket + rejected;
    }

    /** How many offered a session. */
    public int offers() {
      return rejected + resumed;
    }

    /** All of them. */
    public int all() {
      return complete() + incomplete;
    }

    /** How many had this outcome. */
    public int of(Outcome outcome) {
      return switch (outcome) {
        case NOT_CAPABLE -> notCapable;
        case NO_TICKET -> noTicket;
        case REJECTED -> rejected;
        case RESUMED -> resumed;
        case INCOMPLETE -> incomplete;
      };
    }
  }

  /**
   * What full handshakes were signed with.
   *
   * @param clientCertificates handshakes in which the client showed a certificate
   */
  public record Keys(int rsa, int curve, int unknown, int clientCertificates) {}

  /** What a verdict about it is about. */
  public Subject subject() {
    return Subject.connection(client, server);
  }

  /** New connections for each second of the capture. */
  public double rate() {
    double seconds = span.toNanos() / 1e9;
    return seconds <= 0 ? 0 : counts.all() / seconds;
  }
}
