// SPDX-License-Identifier: Apache-2.0
/**
 * Lines of a program's own log that say an error of the kernel, with their times. Numbers, names
 * and texts: asm-generic/errno.h, strerror of glibc 2.36, package syscall of Go 1.26 (the texts of
 * both are the same but for capital letters). Stamps: package log and log/slog of Go, logfmt, klog,
 * zap, and what carriers put before a line.
 */
@NullMarked
package dev.demarc.evidence.errorlog;

import org.jspecify.annotations.NullMarked;
