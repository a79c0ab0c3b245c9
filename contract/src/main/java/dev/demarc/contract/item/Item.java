// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import tools.jackson.databind.JsonNode;

/**
 * One row, line or value that could be read.
 *
 * @param number 1-based, without the header
 * @param offset of its first byte in what was given
 * @param value as JSON
 * @param sound false when it breaks its schema or a limit
 */
public record Item(long number, long offset, JsonNode value, boolean sound) {}
