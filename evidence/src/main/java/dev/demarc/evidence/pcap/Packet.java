// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

/** One packet of a capture, as a view that the next one overwrites. */
final class Packet {
  /** The link type of its interface, a number of tcpdump.org/linktypes.html. */
  int link;

  /** When it was seen, in nanoseconds since 1970; 0 when the format does not say. */
  long nanos;

  byte[] bytes = new byte[0];
  int from;

  /** Where the captured bytes end, which may be before the packet does. */
  int to;

  /** How long it was on the wire, in bytes. */
  long length;

  /** Its number in the file, from 1. */
  long number;

  /** The offset of its record in the file, in bytes. */
  long offset;
}
