// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.udp;

import dev.demarc.evidence.capture.Spot;

/**
 * The kernel's counts of one network since it was made, IPv4 and IPv6 together. Datagrams of IPv4
 * that a socket of IPv6 takes are counted as IPv4.
 *
 * @param read InDatagrams: those that a program has read
 * @param errors InErrors: all that were dropped at a socket, whatever for
 * @param bufferFull RcvbufErrors: those of a full buffer, among them
 * @param noMemory MemErrors: those for which there was no memory within udp_mem, among them; -1
 *     when the kernel has no such count
 * @param badChecksum InCsumErrors, among them
 * @param spot of the line
 */
public record UdpCounters(
    long read, long errors, long bufferFull, long noMemory, long badChecksum, Spot spot) {
  static UdpCounters none(Spot spot) {
    return new UdpCounters(0, 0, 0, -1, 0, spot);
  }

  UdpCounters at(Spot place) {
    return new UdpCounters(read, errors, bufferFull, noMemory, badChecksum, place);
  }

  UdpCounters and(UdpCounters other) {
    return new UdpCounters(
        read + other.read,
        errors + other.errors,
        bufferFull + other.bufferFull,
        noMemory < 0 ? other.noMemory : noMemory + Math.max(0, other.noMemory),
        badChecksum + other.badChecksum,
        spot);
  }
}
