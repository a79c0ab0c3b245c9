// SPDX-License-Identifier: Apache-2.0
/** Formatters as gates: exit statuses that say nothing. */
@NullMarked
package dev.demarc.risks.formatgate;

import org.jspecify.annotations.NullMarked;
