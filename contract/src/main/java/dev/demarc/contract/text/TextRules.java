// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import dev.demarc.contract.Input.Bom;
import dev.demarc.contract.Input.Malformed;

/**
 * What bytes must be to be text.
 *
 * @param bom what to do with a byte order mark at the start; one within the text is refused unless
 *     this is keep
 * @param charset the only one that is read
 * @param malformed what to do with bytes that are no text in it
 * @param maxMalformed how many such sequences may be replaced or dropped
 */
public record TextRules(Bom bom, String charset, Malformed malformed, long maxMalformed) {}
