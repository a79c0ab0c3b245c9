// SPDX-License-Identifier: Apache-2.0
/**
 * What the kernel wrote of seccomp: records of type 1326 in audit.log, in the kernel's ring (dmesg,
 * /dev/kmsg, a syslog) and in {@code journalctl -o json}; and what a killed program wrote of it
 * itself, Go's {@code SIGSYS: bad system call} and strace's {@code --- SIGSYS}. Sources of the
 * formats: {@code audit_seccomp} in kernel/auditsc.c, {@code seccomp_log} in kernel/seccomp.c,
 * {@code kauditd_printk_skb} in kernel/audit.c, auditd's log with its enrichment behind byte 0x1D,
 * runtime/signal_unix.go of Go, and records and crashes of this machine. Arguments of programs
 * (EXECVE, PROCTITLE) are never looked at.
 */
@NullMarked
package dev.demarc.evidence.audit;

import org.jspecify.annotations.NullMarked;
