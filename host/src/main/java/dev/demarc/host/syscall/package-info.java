// SPDX-License-Identifier: Apache-2.0
/** System calls through the C library: the only place that speaks {@code java.lang.foreign}. */
@NullMarked
package dev.demarc.host.syscall;

import org.jspecify.annotations.NullMarked;
