// SPDX-License-Identifier: Apache-2.0
/**
 * What is taken for a bad clock: time that is read wrong, waited for too finely, or has no zones.
 */
@NullMarked
package dev.demarc.risks.clock;

import org.jspecify.annotations.NullMarked;
