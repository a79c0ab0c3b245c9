// SPDX-License-Identifier: Apache-2.0
/**
 * What the kernel tells of UDP sockets: /proc/net/udp and udp6 (udp4_seq_show, udp6_seq_show of
 * Linux 6.x), the counters of /proc/net/snmp and snmp6 (RFC 4113 and Linux' own), and the texts
 * that {@code ss -uanm} (iproute2) and {@code netstat -su} (net-tools) make of the same. A socket's
 * drops count since it was opened, and a table holds only sockets that are open.
 */
@NullMarked
package dev.demarc.evidence.udp;

import org.jspecify.annotations.NullMarked;
