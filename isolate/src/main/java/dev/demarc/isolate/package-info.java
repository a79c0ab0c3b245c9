// SPDX-License-Identifier: Apache-2.0
/** Spawn, limit, watch, kill, account. */
@NullMarked
package dev.demarc.isolate;

import org.jspecify.annotations.NullMarked;
