// SPDX-License-Identifier: Apache-2.0
/**
 * What a bundle may not hold is taken out before it is written: payloads, arguments, private paths.
 * What the readers need to judge stays: sizes, times, numbers, hellos, names of functions.
 */
@NullMarked
package dev.demarc.evidence.redaction;

import org.jspecify.annotations.NullMarked;
