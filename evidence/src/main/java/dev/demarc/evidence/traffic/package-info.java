// SPDX-License-Identifier: Apache-2.0
/** All that is read of a packet capture, in one pass over it. */
@NullMarked
package dev.demarc.evidence.traffic;

import org.jspecify.annotations.NullMarked;
