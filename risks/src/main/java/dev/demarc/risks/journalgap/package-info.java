// SPDX-License-Identifier: Apache-2.0
/** How lines of the journal get lost between journald and what reads it. */
@NullMarked
package dev.demarc.risks.journalgap;

import org.jspecify.annotations.NullMarked;
