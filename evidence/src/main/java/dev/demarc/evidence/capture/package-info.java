// SPDX-License-Identifier: Apache-2.0
/**
 * What all captures have in common: bytes that may be larger than memory, a reader that knows them
 * by content, and the words for what was seen where, and about what.
 */
@NullMarked
package dev.demarc.evidence.capture;

import org.jspecify.annotations.NullMarked;
