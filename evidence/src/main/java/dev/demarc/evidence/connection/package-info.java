// SPDX-License-Identifier: Apache-2.0
/**
 * How TCP connections of a capture ended: who closed first, how long after the last payload, and
 * whether a request was still unanswered. It needs headers only, so that a snap length of 96 bytes
 * is enough, and it works through TLS, whose alerts are told by the type or the length of their
 * record (RFC 8446, 5.1 and 6) and are no payload. A request counts as answered by the first
 * payload of the server behind it: so it is in HTTP/1.1, while HTTP/2 may send a window update
 * first, and TLS 1.3 a ticket behind the first request.
 */
@NullMarked
package dev.demarc.evidence.connection;

import org.jspecify.annotations.NullMarked;
