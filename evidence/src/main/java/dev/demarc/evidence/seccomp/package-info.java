// SPDX-License-Identifier: Apache-2.0
/**
 * What a running host shows of a filter that killed the first thread of a process: proc/PID/status
 * with {@code State: Z} and {@code Seccomp: 3}, the threads that live on below proc/PID/task, and
 * the sockets that they still hold. Formats: proc_pid_status(5), proc_pid_task(5), proc_net(5);
 * {@code Seccomp: 3} is SECCOMP_MODE_DEAD of kernel/seccomp.c, which has no manual page.
 */
@NullMarked
package dev.demarc.evidence.seccomp;

import org.jspecify.annotations.NullMarked;
