// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a server answers.
 *
 * @param retry it asks for another hello first
 * @param is13 TLS 1.3
 * @param suite the cipher suite's number
 * @param givesId it names a session of its own, in TLS 1.2
 * @param taken it took the session that was offered
 */
record ServerHello(boolean retry, boolean is13, int suite, boolean givesId, boolean taken) {
  /** RFC 8446, 4.1.3: the random value of a HelloRetryRequest. */
  private static final byte[] RETRY =
      HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  /** Parses the body of the message, which begins there; empty when it makes no sense. */
  static Optional<ServerHello> of(byte[] body, int from, int length) {
    Cursor at = new Cursor(body, from, length);
    at.skip(2);
    int random = at.at();
    at.skip(32);
    int id = at.u8();
    at.skip(id);
    int suite = at.u16();
    at.skip(1);
    boolean is13 = false;
    boolean taken = false;
    if (at.left() >= 2) {
      at.limit(at.u16());
      while (at.left() >= 4) {
        int type = at.u16();
        int size = at.u16();
        int next = at.at() + size;
        if (type == Cursor.VERSIONS && size == 2) {
          is13 = at.u16() == Cursor.TLS13;
        } else if (type == Cursor.PRE_SHARED_KEY) {
          taken = true;
        }
        at.to(next);
      }
    }
    if (at.failed()) {
      return Optional.empty();
    }
    boolean retry = Arrays.equals(body, random, random + 32, RETRY, 0, 32);
    return Optional.of(new ServerHello(retry, is13, suite, id > 0, taken));
  }

  /** The length of the encrypted record of a Finished: by the hash of the suite, 32 or 48 bytes. */
  int finished() {
    int hash = suite == 0x1302 ? 48 : 32;
    return 4 + hash + 1 + 16;
  }
}
