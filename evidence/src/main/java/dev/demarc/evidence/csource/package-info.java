// SPDX-License-Identifier: Apache-2.0
/**
 * C source as far as Go code that calls it must know: which functions there are, and what they say.
 */
@NullMarked
package dev.demarc.evidence.csource;

import org.jspecify.annotations.NullMarked;
