// SPDX-License-Identifier: Apache-2.0
/**
 * Packet captures to TCP connections, in one pass and without memory that grows with the file.
 *
 * <p>Formats: pcap as draft-ietf-opsawg-pcap (four magic numbers), pcapng as
 * draft-ietf-opsawg-pcapng (sections of either byte order, interfaces with their own link type and
 * clock), link types by the numbers of tcpdump.org/linktypes.html. IPv4 (RFC 791), IPv6 and its
 * extension headers (RFC 8200), TCP (RFC 9293). Lengths of payloads come from the IP header, so
 * that a capture cut by a snap length still counts right. Secrets blocks are skipped and nothing is
 * decrypted.
 */
@NullMarked
package dev.demarc.evidence.pcap;

import org.jspecify.annotations.NullMarked;
