// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

/**
 * {@code --name} or {@code --name=value} in front of the arguments of an instruction.
 *
 * @param value without quotes, with its references; empty when there is none
 */
public record Flag(String name, String value, Word word) {}
