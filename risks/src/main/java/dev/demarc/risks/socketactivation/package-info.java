// SPDX-License-Identifier: Apache-2.0
/** How a socket that another process opened gets lost, doubled or blocked in a Go program. */
@NullMarked
package dev.demarc.risks.socketactivation;

import org.jspecify.annotations.NullMarked;
