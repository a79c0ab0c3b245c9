// SPDX-License-Identifier: Apache-2.0
/** Tests about the code itself: who may use whom, what every type must have. */
@NullMarked
package dev.demarc.house;

import org.jspecify.annotations.NullMarked;
