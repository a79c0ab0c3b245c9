// SPDX-License-Identifier: Apache-2.0
/** The catalogue: one folder a risk, with its rules, its README and its fixtures. */
@NullMarked
package dev.demarc.risks;

import org.jspecify.annotations.NullMarked;
