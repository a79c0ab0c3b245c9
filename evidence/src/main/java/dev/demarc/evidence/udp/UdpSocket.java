// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.udp;

import dev.demarc.evidence.capture.Spot;
import java.util.OptionalLong;

/**
 * An open UDP socket.
 *
 * @param table {@code udp}, {@code udp6}, or {@code ss}
 * @param local address and port it is bound to
 * @param peer address and port it is connected to; zeros or stars when it is not
 * @param inode its number; 0 when the source has none
 * @param queued bytes that wait to be read, as the kernel charges them: more than their payload
 * @param limit bytes that may wait, the double of what the program asked for; /proc has no such
 * @param drops datagrams that were dropped at it since it was opened
 * @param pid who holds it, when that is known
 * @param program the name of that process, empty when it is not known
 */
public record UdpSocket(
    String table,
    String local,
    String peer,
    long inode,
    long queued,
    OptionalLong limit,
    long drops,
    OptionalLong pid,
    String program,
    Spot spot) {
  /** What stays the same of a socket from one look to the next. */
  public String key() {
    return inode > 0 ? "inode " + inode : local + " " + peer;
  }

  /** The port it is bound to. */
  public String port() {
    return local.substring(local.lastIndexOf(':') + 1);
  }

  /** As a report calls it: {@code udp 0.0.0.0:6831}. */
  public String words() {
    return "udp " + local;
  }

  UdpSocket at(Spot place) {
    return new UdpSocket(table, local, peer, inode, queued, limit, drops, pid, program, place);
  }

  UdpSocket heldBy(long owner, String name) {
    return new UdpSocket(
        table, local, peer, inode, queued, limit, drops, OptionalLong.of(owner), name, spot);
  }
}
