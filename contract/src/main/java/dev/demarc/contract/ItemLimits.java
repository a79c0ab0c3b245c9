// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.OptionalLong;

/**
 * Sizes of a message and its items.
 *
 * @param bytes of one call
 * @param items rows, lines or array items
 * @param itemBytes one row or item
 * @param fieldBytes one cell or string
 * @param depth nesting of JSON
 */
public record ItemLimits(
    Bytes bytes, OptionalLong items, Bytes itemBytes, Bytes fieldBytes, int depth) {
  /** Defaults of the vocabulary: 8Mi, no limit, 1Mi, 64Ki, 64. */
  public static final ItemLimits DEFAULT =
      new ItemLimits(
          Bytes.of(8 << 20), OptionalLong.empty(), Bytes.of(1 << 20), Bytes.of(64 << 10), 64);
}
