// SPDX-License-Identifier: Apache-2.0
/** CPU time that a Go program's own metrics do not show. */
@NullMarked
package dev.demarc.risks.observabilitygap;

import org.jspecify.annotations.NullMarked;
