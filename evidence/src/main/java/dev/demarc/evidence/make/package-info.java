// SPDX-License-Identifier: Apache-2.0
/** Makefiles: variables, rules, and recipes as shell scripts. */
@NullMarked
package dev.demarc.evidence.make;

import org.jspecify.annotations.NullMarked;
