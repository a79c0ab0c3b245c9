// SPDX-License-Identifier: Apache-2.0
/**
 * Processes: what they are, who started whom, and which sockets they listen on. Formats:
 * proc_pid_stat(5), proc_pid_status(5), proc_pid_fdinfo(5); the tables of sockets as the kernel's
 * {@code Documentation/networking/proc_net_tcp.rst} and {@code net/unix/af_unix.c} have them.
 */
@NullMarked
package dev.demarc.evidence.process;

import org.jspecify.annotations.NullMarked;
