// SPDX-License-Identifier: Apache-2.0
/** Commit to signed, logged, verified artifact. */
@NullMarked
package dev.demarc.pipeline;

import org.jspecify.annotations.NullMarked;
