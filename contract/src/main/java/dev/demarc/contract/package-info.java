// SPDX-License-Identifier: Apache-2.0
/** The contract: parse with positions, lint, validate, generate cases; verdicts as values. */
@NullMarked
package dev.demarc.contract;

import org.jspecify.annotations.NullMarked;
