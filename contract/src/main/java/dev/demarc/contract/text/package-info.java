// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to text: byte order mark, strict decoding, control characters and line ends, every flaw
 * with its offset in the bytes that were given.
 */
@NullMarked
package dev.demarc.contract.text;

import org.jspecify.annotations.NullMarked;
