// SPDX-License-Identifier: Apache-2.0
/** Risk, rule, finding, and the engine that joins them. */
@NullMarked
package dev.demarc.identify;

import org.jspecify.annotations.NullMarked;
