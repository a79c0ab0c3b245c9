// SPDX-License-Identifier: Apache-2.0
/** The catalogue: one folder a risk. */
@NullMarked
package dev.demarc.risks;

import org.jspecify.annotations.NullMarked;
