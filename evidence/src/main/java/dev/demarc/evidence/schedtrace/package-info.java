// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code GODEBUG=schedtrace=N} writes: a line of figures of the scheduler every N ms. Format:
 * func schedtrace of runtime/proc.go, Go 1.19 to 1.26, also with {@code scheddetail=1}.
 */
@NullMarked
package dev.demarc.evidence.schedtrace;

import org.jspecify.annotations.NullMarked;
