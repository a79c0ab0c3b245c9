// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.make;

import dev.demarc.evidence.Place;

/**
 * A variable of a Makefile.
 *
 * @param value as it is written, with continued lines in one
 * @param flavour how it is assigned: {@code =}, {@code :=}, {@code ?=}, {@code +=}, {@code !=}, or
 *     {@code define}
 * @param target the rule that it belongs to; empty when it belongs to all
 * @param exported true when commands get it in their environment
 * @param place of name and value
 */
public record MakeVariable(
    String name, String value, String flavour, String target, boolean exported, Place place) {}
