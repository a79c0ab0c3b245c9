// SPDX-License-Identifier: Apache-2.0
/**
 * Files of CI systems, release tools and gates: their jobs, steps, scripts, variables and flags.
 */
@NullMarked
package dev.demarc.evidence.ci;

import org.jspecify.annotations.NullMarked;
