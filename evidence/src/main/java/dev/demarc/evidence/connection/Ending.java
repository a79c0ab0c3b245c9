// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import dev.demarc.evidence.capture.Spot;

/**
 * The end of one connection.
 *
 * @param closing what kind of end
 * @param carries what the connection was for
 * @param reset true when a reset ended it
 * @param turns requests, as changes of direction to the client
 * @param waited nanoseconds from the last payload to the end, or, with a request unanswered, from
 *     that request's first byte to the end
 * @param pause nanoseconds between the last packet before the unanswered request and it; -1 unknown
 * @param repeats how often data was sent again without an acknowledgement
 * @param acknowledged true when some of the unanswered request was acknowledged
 * @param heard true when any packet of the server came after it began
 * @param from when the client may turn to another connection, in nanoseconds since 1970
 * @param spot the deciding packet
 */
record Ending(
    Closing closing,
    Carries carries,
    boolean reset,
    int turns,
    long waited,
    long pause,
    int repeats,
    boolean acknowledged,
    boolean heard,
    long from,
    Spot spot) {}
