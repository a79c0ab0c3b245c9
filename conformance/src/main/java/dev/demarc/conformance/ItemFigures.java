// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

/**
 * What became of the items (rows) of all cases.
 *
 * @param given in all inputs
 * @param right came out as the contract promises
 * @param wrong came out otherwise
 * @param rejected refused with a reason, by the gate or by the component
 * @param lost neither came out nor were refused
 */
public record ItemFigures(long given, long right, long wrong, long rejected, long lost) {}
