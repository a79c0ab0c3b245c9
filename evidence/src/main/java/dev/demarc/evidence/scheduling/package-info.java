// SPDX-License-Identifier: Apache-2.0
/**
 * What the kernel's scheduler and clock say of processes: time that threads ran and waited, their
 * timer slack and policy, the processors that they may use, and the clock source of the host.
 * Formats: proc_pid_status(5), proc_pid_stat(5), proc_pid_timerslack_ns(5), the kernel's
 * Documentation/scheduler/sched-stats.rst (schedstat: nanoseconds on a processor, nanoseconds
 * waiting for one, number of turns). Time that a quota stops a thread counts as waiting (measured,
 * Linux 6.18).
 */
@NullMarked
package dev.demarc.evidence.scheduling;

import org.jspecify.annotations.NullMarked;
