// SPDX-License-Identifier: Apache-2.0
/** Flags of the linker that set nothing, the wrong thing, or too much. */
@NullMarked
package dev.demarc.risks.linkflags;

import org.jspecify.annotations.NullMarked;
