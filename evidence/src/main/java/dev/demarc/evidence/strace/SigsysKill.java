// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import dev.demarc.evidence.capture.Spot;

/**
 * A call that a seccomp filter answered with SIGSYS ({@code si_code=SYS_SECCOMP}).
 *
 * @param tid the thread that got it; 0 when the lines name none
 * @param syscall the call's name, or its number where strace does not know it
 */
public record SigsysKill(long tid, String syscall, Spot spot) {}
