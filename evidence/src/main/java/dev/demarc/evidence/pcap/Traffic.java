// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import java.time.Duration;

/**
 * What a packet capture holds as a whole.
 *
 * @param file the capture's name
 * @param packets of all kinds
 * @param segments of TCP
 * @param flows TCP connections, each incarnation of a 4-tuple counted
 * @param first time of the first packet that has one, in nanoseconds since 1970
 * @param last time of the last such packet
 * @param cut segments of which the capture holds fewer bytes than were sent
 * @param whole false when the file ends before its last record does, or makes no sense from some
 *     point on
 */
public record Traffic(
    String file,
    long packets,
    long segments,
    long flows,
    long first,
    long last,
    long cut,
    boolean whole) {
  /** From the first packet to the last. */
  public Duration span() {
    return Duration.ofNanos(Math.max(0, last - first));
  }
}
