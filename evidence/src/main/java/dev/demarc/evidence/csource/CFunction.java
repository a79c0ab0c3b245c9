// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.csource;

import dev.demarc.evidence.Place;

/**
 * One function of C, declared or defined.
 *
 * @param isVoid true when it returns nothing
 * @param body the tokens of its body with one blank between them, when they name errno; else empty
 * @param place of its name
 */
public record CFunction(String name, boolean isVoid, String body, Place place) {}
