// SPDX-License-Identifier: Apache-2.0
/**
 * A running host as files: /proc and /sys of one moment, copied into memory, so that what is live,
 * what lies in a bundle and what a test has in a folder are read by the same code. Formats:
 * proc(5), proc_pid_*(5), cgroups(7).
 */
@NullMarked
package dev.demarc.evidence.machine;

import org.jspecify.annotations.NullMarked;
