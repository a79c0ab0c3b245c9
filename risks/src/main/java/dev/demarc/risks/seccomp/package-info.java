// SPDX-License-Identifier: Apache-2.0
/** How a filter of system calls breaks a program, and how the kernel tells. */
@NullMarked
package dev.demarc.risks.seccomp;

import org.jspecify.annotations.NullMarked;
