// SPDX-License-Identifier: Apache-2.0
/**
 * Reads a layout alone and says whether everything in it holds. Shares no parsing with what wrote
 * it.
 */
@NullMarked
package dev.demarc.pipeline.verify;

import org.jspecify.annotations.NullMarked;
