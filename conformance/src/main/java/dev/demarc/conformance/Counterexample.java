// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

/**
 * An input with which the component breaks its contract, made as small as could be.
 *
 * @param caseId the case that it came from
 * @param bytes what the caller gives
 * @param originalSize size of the case before it was made smaller
 * @param message what is broken, one sentence
 */
public record Counterexample(String caseId, byte[] bytes, int originalSize, String message) {}
