// SPDX-License-Identifier: Apache-2.0
/** What goes wrong where a Go service starts a program that is not Go. */
@NullMarked
package dev.demarc.risks.processboundary;

import org.jspecify.annotations.NullMarked;
