// SPDX-License-Identifier: Apache-2.0
/** A component on trial: cases, boundary, judge, a verdict for each dimension. */
@NullMarked
package dev.demarc.conformance;

import org.jspecify.annotations.NullMarked;
